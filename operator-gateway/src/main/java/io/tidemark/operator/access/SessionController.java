package io.tidemark.operator.access;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.operator.audit.AuditEntry;
import io.tidemark.operator.audit.AuditFilter;
import io.tidemark.operator.audit.AuditLog;
import io.tidemark.operator.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signs in and out: the key is sent once, and a cookie that no script can read stands for it. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {

  private final Keys keys;
  private final FailureLimit failures;
  private final HttpSessionSecurityContextRepository sessions;
  private final HttpSessionCsrfTokenRepository csrfTokens;
  private final AuditLog audit;
  private final InstantSource clock = InstantSource.system();

  SessionController(
      Keys keys,
      FailureLimit failures,
      HttpSessionSecurityContextRepository sessions,
      HttpSessionCsrfTokenRepository csrfTokens,
      AuditLog audit) {
    this.keys = keys;
    this.failures = failures;
    this.sessions = sessions;
    this.csrfTokens = csrfTokens;
    this.audit = audit;
  }

  /** Who wants to sign in. */
  record SignIn(@Nullable String key) {}

  /**
   * What the sender may do.
   *
   * @param role null for nothing but what is open
   * @param by how it was let in: key, session, loopback; null if it was not
   * @param writable whether it may write
   * @param keyNeeded whether writes need a key; false from loopback in the demo
   * @param readKeyNeeded whether reads need one as well
   * @param csrf what a write of the session must carry; null without a session
   */
  record View(
      @Nullable Role role,
      @Nullable String by,
      boolean writable,
      boolean keyNeeded,
      boolean readKeyNeeded,
      @Nullable Csrf csrf) {}

  /** The header that a write of a session must carry, with its value. */
  record Csrf(String header, String token) {}

  @GetMapping
  @Operation(summary = "What the sender may do, and what a write of its session must carry")
  View session(HttpServletRequest request) {
    CallerToken caller = caller(SecurityContextHolder.getContext());
    return view(caller, request, csrf(caller, request));
  }

  @PostMapping
  @Operation(summary = "Signs in by a key; 429 with Retry-After after too many wrong ones")
  @Nullable View signIn(
      @RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (signIn.key() == null || signIn.key().isEmpty()) {
      throw new BadRequestException("key must be given");
    }
    String address = request.getRemoteAddr();
    long wait = failures.secondsToWait(address);
    if (wait > 0) {
      KeyFilter.refuseForNow(response, wait);
      return null;
    }
    Optional<Role> role = keys.roleOf(signIn.key());
    if (role.isEmpty()) {
      failures.failed(address);
      throw new ErrorResponseException(
          HttpStatus.UNAUTHORIZED,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.UNAUTHORIZED,
              keys.areConfigured()
                  ? "the key is wrong"
                  : "no key is configured; set TIDEMARK_API_KEY"),
          null);
    }
    CallerToken caller = new CallerToken(role.get(), CallerToken.Way.SESSION);
    begin(caller, request, response);
    CsrfToken token = csrfTokens.generateToken(request);
    csrfTokens.saveToken(token, request, response);
    record(request, "SIGN_IN", 200);
    return view(caller, request, new Csrf(token.getHeaderName(), token.getToken()));
  }

  /** A session that somebody else may know of ends. */
  private void begin(CallerToken caller, HttpServletRequest request, HttpServletResponse response) {
    end(request);
    SecurityContext context = new SecurityContextImpl(caller);
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
    Caller.note(request, caller.way().word(), caller.role().name());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Signs out")
  void signOut(HttpServletRequest request) {
    end(request);
    record(request, "SIGN_OUT", 204);
  }

  private static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  private void record(HttpServletRequest request, String action, int status) {
    AuditFilter.leaveOut(request);
    audit.done(
        AuditEntry.of(
            clock.instant(),
            Caller.of(request),
            action,
            request.getRequestURI(),
            status,
            null,
            null));
  }

  private View view(@Nullable CallerToken caller, HttpServletRequest request, @Nullable Csrf csrf) {
    return new View(
        caller == null ? null : caller.role(),
        caller == null ? null : caller.way().word(),
        caller != null && caller.role() == Role.OPERATOR,
        !keys.write().isOpenTo(request),
        keys.guardReads(),
        csrf);
  }

  private @Nullable Csrf csrf(@Nullable CallerToken caller, HttpServletRequest request) {
    if (caller == null || caller.way() != CallerToken.Way.SESSION) {
      return null;
    }
    CsrfToken token = csrfTokens.loadToken(request);
    return token == null ? null : new Csrf(token.getHeaderName(), token.getToken());
  }

  private static @Nullable CallerToken caller(SecurityContext context) {
    return context.getAuthentication() instanceof CallerToken caller ? caller : null;
  }
}
