package io.tidemark.operator.access;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody who was let in; holds no key. */
final class CallerToken extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final Role role;
  private final Way way;

  /** How somebody was let in. */
  enum Way {
    /** By the key in a header. */
    KEY,
    /** By a session's cookie. */
    SESSION,
    /** From loopback, in the demo without a key. */
    LOOPBACK;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  CallerToken(Role role, Way way) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + role.name())));
    this.role = role;
    this.way = way;
    setAuthenticated(true);
  }

  Role role() {
    return role;
  }

  Way way() {
    return way;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return way.word();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerToken that && role == that.role && way == that.way;
  }

  @Override
  public int hashCode() {
    return 31 * role.hashCode() + way.hashCode();
  }
}
