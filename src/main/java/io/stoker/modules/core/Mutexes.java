package io.stoker.modules.core;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mutex: checked as httpd checks it; nothing in this server needs one. */
final class Mutexes {

  private static final String MECHANISMS =
      " (Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file',"
          + " 'file:/path/to/file', 'pthread', 'sysvsem', 'posixsem', 'sem')";

  private static final Set<String> KNOWN =
      Set.of(
          "default",
          "yes",
          "none",
          "no",
          "flock",
          "fcntl",
          "file",
          "pthread",
          "sysvsem",
          "posixsem",
          "sem");

  /** The modules that have a mutex of that name: manual, "Mutex". */
  private static final Map<String, Set<String>> OWNERS =
      Map.ofEntries(
          Map.entry("mpm-accept", Set.of("mpm_prefork", "mpm_worker")),
          Map.entry("authdigest-client", Set.of("auth_digest")),
          Map.entry("ldap-cache", Set.of("ldap")),
          Map.entry("rewrite-map", Set.of("rewrite")),
          Map.entry("ssl-cache", Set.of("ssl")),
          Map.entry("ssl-stapling", Set.of("ssl")),
          Map.entry("ssl-stapling-refresh", Set.of("ssl")),
          Map.entry("watchdog-callback", Set.of("watchdog")),
          Map.entry("proxy", Set.of("proxy")),
          Map.entry("proxy-balancer-shm", Set.of("proxy_balancer")),
          Map.entry("cache-socache", Set.of("cache_socache")),
          Map.entry("authn-socache", Set.of("authn_socache")));

  private Mutexes() {}

  static void check(Cmd cmd, List<String> words) throws DirectiveException {
    if (words.isEmpty()) {
      throw new DirectiveException("Mutex requires at least a mechanism argument" + MECHANISMS);
    }
    String mechanism = words.get(0);
    int colon = mechanism.indexOf(':');
    String name = (colon < 0 ? mechanism : mechanism.substring(0, colon)).toLowerCase(Locale.ROOT);
    if (!KNOWN.contains(name)) {
      throw new DirectiveException("Invalid Mutex argument " + mechanism + MECHANISMS);
    }
    if (colon >= 0 && colon < mechanism.length() - 1) {
      String path = cmd.serverRootRelative(mechanism.substring(colon + 1));
      if (Disk.system().stat(path).kind() != FileKind.DIRECTORY) {
        throw new DirectiveException("Invalid Mutex directory in argument " + mechanism);
      }
    }
    List<String> mutexes =
        words.stream().skip(1).filter(word -> !word.equalsIgnoreCase("OmitPID")).toList();
    boolean none = name.equals("none") || name.equals("no");
    String error = null;
    for (String mutex : mutexes.isEmpty() ? List.of("default") : mutexes) {
      String wrong = wrongWith(cmd, mutex, none);
      error = wrong == null ? error : wrong;
    }
    // Of several mistakes httpd reports the last.
    if (error != null) {
      throw new DirectiveException(error);
    }
  }

  private static @Nullable String wrongWith(Cmd cmd, String mutex, boolean none) {
    if (!mutex.equals("default")
        && OWNERS.getOrDefault(mutex, Set.of()).stream()
            .noneMatch(owner -> cmd.isLoaded(owner + "_module"))) {
      return "Mutex type " + mutex + " is not valid";
    }
    // Only a mutex that its module can do without may be switched off; no module has one.
    return none ? "None is not allowed for mutex type " + mutex : null;
  }
}
