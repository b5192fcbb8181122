package io.stoker.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What users and tokens may; each may what those before it may. */
enum Role {
  /** Look at everything but the audit. */
  VIEWER,
  /** Work the server as it is configured: retire children, confirm or take back a change. */
  OPERATOR,
  /** Change the configuration, make tokens, read the audit. */
  ADMIN;

  private static final String PREFIX = "ROLE_";

  /** The names of this role and of those that it includes, as Spring's rules have them. */
  String[] names() {
    List<String> all = new ArrayList<>();
    for (Role role : values()) {
      if (role.compareTo(this) <= 0) {
        all.add(role.name());
      }
    }
    return all.toArray(String[]::new);
  }

  /** The same as authorities. */
  List<GrantedAuthority> authorities() {
    List<GrantedAuthority> all = new ArrayList<>();
    for (String name : names()) {
      all.add(new SimpleGrantedAuthority(PREFIX + name));
    }
    return List.copyOf(all);
  }

  /** Whether somebody with these authorities may what the role may. */
  boolean isIn(Collection<? extends GrantedAuthority> authorities) {
    return authorities.stream().anyMatch(a -> (PREFIX + name()).equals(a.getAuthority()));
  }

  /** In lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
