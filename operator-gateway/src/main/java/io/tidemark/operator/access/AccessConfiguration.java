package io.tidemark.operator.access;

import io.tidemark.kit.web.ProblemAnswer;
import io.tidemark.kit.web.WriteKey;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may do what. It is set up here and not by Boot, whose own set-up would guard every service
 * that shares a class path with this one.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AccessConfiguration {

  private static final int BEFORE_OTHERS = -100;
  private static final String SESSION = "/api/v1/session";

  @Bean
  HttpSessionSecurityContextRepository sessions() {
    return new HttpSessionSecurityContextRepository();
  }

  @Bean
  HttpSessionCsrfTokenRepository csrfTokens() {
    return new HttpSessionCsrfTokenRepository();
  }

  @Bean
  FailureLimit failureLimit() {
    return new FailureLimit(System::nanoTime);
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      Keys keys,
      FailureLimit failures,
      HttpSessionSecurityContextRepository sessions,
      HttpSessionCsrfTokenRepository csrfTokens) {
    String dashboard = ContentPolicy.ofDashboard();
    return http.securityContext(context -> context.securityContextRepository(sessions))
        .sessionManagement(
            management -> management.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                    .requireCsrfProtectionMatcher(AccessConfiguration::isWriteOfSession))
        .headers(
            headers ->
                headers
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                    .frameOptions(frame -> frame.disable())
                    .cacheControl(cache -> cache.disable())
                    .addHeaderWriter(
                        (request, response) -> writeHeaders(request, response, dashboard)))
        .addFilterAfter(new KeyFilter(keys, failures), HeaderWriterFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(AccessConfiguration::isSignIn)
                    .permitAll()
                    .requestMatchers((RequestMatcher) request -> !WriteKey.isRead(request))
                    .hasRole(Role.OPERATOR.name())
                    .requestMatchers(request -> keys.guardReads() && isGuarded(request))
                    .hasAnyRole(Role.OPERATOR.name(), Role.READER.name())
                    .anyRequest()
                    .permitAll())
        .exceptionHandling(
            failed ->
                failed
                    .authenticationEntryPoint(
                        (_, response, _) -> ProblemAnswer.write(response, unknown(keys)))
                    .accessDeniedHandler(
                        (_, response, denied) ->
                            ProblemAnswer.write(
                                response,
                                ProblemDetail.forStatusAndDetail(
                                    HttpStatus.FORBIDDEN, String.valueOf(denied.getMessage())))))
        .build();
  }

  @Bean
  FilterRegistrationBean<Filter> accessFilter(
      @Qualifier("springSecurityFilterChain") Filter chain) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
    registration.setOrder(BEFORE_OTHERS);
    return registration;
  }

  /** A browser may keep an answer that has an ETag, and asks whether it still holds. */
  private static void writeHeaders(
      HttpServletRequest request, HttpServletResponse response, String dashboard) {
    response.setHeader(
        "Content-Security-Policy", isReport(request) ? ContentPolicy.REPORT : dashboard);
    if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
  }

  private static ProblemDetail unknown(Keys keys) {
    if (!keys.areConfigured()) {
      return keys.write().refusal();
    }
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.UNAUTHORIZED,
        "this needs a key in %s, or a session: POST %s".formatted(WriteKey.HEADER, SESSION));
  }

  private static boolean isSignIn(HttpServletRequest request) {
    return request.getRequestURI().equals(SESSION);
  }

  /** By the decoded path, as it finds its controller: an encoded letter opens no way round. */
  private static boolean isGuarded(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith("/api/") || path.startsWith("/ws/") || path.startsWith("/v3/");
  }

  private static boolean isReport(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/v1/") && path.endsWith("/report");
  }

  /** A browser sends a session's cookie by itself; a key it does not. */
  private static boolean isWriteOfSession(HttpServletRequest request) {
    return !WriteKey.isRead(request)
        && SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken caller
        && caller.way() == CallerToken.Way.SESSION
        && !(isSignIn(request) && request.getMethod().equals("POST"));
  }
}
