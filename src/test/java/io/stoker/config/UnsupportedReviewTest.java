package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of httpd's directives close the place they stand in, where they cannot be obeyed. */
class UnsupportedReviewTest {

  /** Words in a name that say that somebody may be kept out. */
  private static final Pattern SOUNDS_LIKE_IT =
      Pattern.compile(
          "auth|access|allow|deny|permit|require|satisfy|user|password|session|verify|refuse|block"
              + "|restrict|privs",
          Pattern.CASE_INSENSITIVE);

  /**
   * Modules whose directives matter only where the module itself is: without it nothing is done.
   */
  private static final Set<String> ONLY_FOR_ITSELF =
      Set.of(
          "mod_proxy",
          "mod_proxy_ftp",
          "mod_proxy_connect",
          "mod_proxy_express",
          "mod_ldap",
          "mod_dav",
          "mod_dav_fs",
          "mod_md",
          "mod_cache",
          "mod_http2",
          "mod_nw_ssl",
          "mod_isapi",
          "mod_usertrack",
          "mod_cgi",
          "mod_cgid",
          "mod_ident",
          "mod_dbd");

  /** Directives that sound like it and let nobody in when they are left out, and why. */
  private static final Set<String> NOT_ACCESS =
      Set.of(
          // There already, and obeyed.
          "accessfilename",
          "allowencodedslashes",
          "allowoverride",
          "allowoverridelist",
          "cgipassauth",
          "brotlicompressionmaxinputblock",
          "user",
          "userdir",
          // About TLS itself: a host with SSLEngine on is not served in plain text.
          "sslocspnoverify",
          "sslocspuserequestnonce",
          "sslproxyverify",
          "sslproxyverifydepth",
          "sslsessioncache",
          "sslsessioncachetimeout",
          "sslsessionticketkeyfile",
          "sslsessiontickets",
          "sslsrpunknownuserseed",
          "sslusername",
          "sslverifydepth",
          // Rights of programs, which are not started by what is not there.
          "suexecusergroup",
          "vhostcgiprivs",
          "vhostprivs",
          "vhostuser");

  @Test
  void whatSoundsLikeAccessClosesOrIsKnownNotToOpen() {
    List<String> open =
        HttpdTables.get().directives().stream()
            .filter(row -> SOUNDS_LIKE_IT.matcher(row.name()).find())
            .filter(row -> !Unsupported.controlsAccess(row))
            .filter(row -> !ONLY_FOR_ITSELF.containsAll(row.modules()))
            .map(row -> row.name() + " of " + row.modules())
            .filter(name -> !NOT_ACCESS.contains(name.split(" ")[0].toLowerCase(Locale.ROOT)))
            .toList();
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Require",
        "AuthType",
        "AuthUserFile",
        "AuthDigestProvider",
        "AuthFormProvider",
        "AuthLDAPURL",
        "AuthDBDUserPWQuery",
        "AuthzDBDQuery",
        "AuthDBMUserFile",
        "AuthnCacheEnable",
        "Anonymous",
        "AuthMerging",
        "Allow",
        "Deny",
        "Order",
        "Satisfy",
        "AllowMethods",
        "Session",
        "SSLRequire",
        "SSLRequireSSL",
        "SSLVerifyClient",
        "SSLFakeBasicAuth",
        "DialUpDelay",
        "LuaHookAccessChecker",
        "LuaHookAuthChecker",
        "LuaHookCheckUserID",
        "LuaAuthzProvider",
        "LuaHookTranslateName",
        "LuaHookMapToStorage",
        "LuaHookTypeChecker",
        "LuaHookFixups",
        "LuaQuickHandler",
        "LuaHookPreTranslate",
        "SessionCookieName",
        "SessionCryptoPassphrase"
      })
  void closes(String name) {
    assertThat(HttpdTables.get().directives())
        .filteredOn(row -> row.name().equalsIgnoreCase(name))
        .allMatch(Unsupported::controlsAccess);
  }
}
