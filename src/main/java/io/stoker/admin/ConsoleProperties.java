package io.stoker.admin;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The console.
 *
 * @param usersFile File of names and bcrypt hashes, as htpasswd -B writes it, relative to
 *     ServerRoot; "state/console/users" where nothing is said.
 * @param admins Users who may change the configuration; all others may look.
 * @param operators Users who may retire children, and confirm or take back changes on trial.
 * @param hosts Names by which browsers reach the console, beside localhost and addresses.
 * @param allowPlaintext Whether the console may be reached from other machines without TLS.
 * @param confirmWithin How long a change stays without being confirmed before it is taken back.
 * @param locked Whether nobody may change the configuration here, because it is kept elsewhere.
 *     Where none of the files can be written it is locked in any case.
 * @param audit What is kept of who did what.
 * @param oidc What those may who log in at an OpenID Connect provider.
 * @param regression When a change that waits for its confirmation is taken back at once.
 */
@ConfigurationProperties("stoker.console")
record ConsoleProperties(
    @Nullable String usersFile,
    @DefaultValue("admin") List<String> admins,
    @DefaultValue List<String> operators,
    @DefaultValue List<String> hosts,
    @DefaultValue("false") boolean allowPlaintext,
    @DefaultValue("60s") Duration confirmWithin,
    @DefaultValue("false") boolean locked,
    @DefaultValue Audit audit,
    @DefaultValue Oidc oidc,
    @DefaultValue Regression regression) {

  /**
   * What those may who log in at an OpenID Connect provider.
   *
   * @param claim What the provider says of a user, such as "groups" or "realm_access.roles".
   * @param admins Values of it that make somebody an administrator.
   * @param operators Values of it that make somebody an operator.
   * @param viewers Values of it that let somebody look.
   */
  record Oidc(
      @DefaultValue("groups") String claim,
      @DefaultValue List<String> admins,
      @DefaultValue List<String> operators,
      @DefaultValue List<String> viewers) {}

  /**
   * What is kept of who did what.
   *
   * @param file Lines of JSON, relative to ServerRoot; "state/console/audit.jsonl" where nothing is
   *     said.
   * @param maxSize How large a file may become before another one is begun.
   * @param maxFiles How many files are kept, the one that is written included.
   */
  record Audit(
      @Nullable String file,
      @DefaultValue("1MB") DataSize maxSize,
      @DefaultValue("10") int maxFiles) {}

  /**
   * When a change that waits for its confirmation is taken back at once.
   *
   * @param enabled Whether requests are compared with those before the change at all.
   * @param window How much of the time before the change is compared with.
   * @param minimumRequests How many requests there must have been since the change before it is
   *     judged; and before it, for their time to be compared with.
   * @param errorMargin By how much the share of 5xx replies must have risen: 0.02 is from 1 % to 3
   *     %.
   * @param latencyFactor How many times longer 95 of 100 requests must take than before.
   * @param latencyMargin By how much longer they must take, at least.
   */
  record Regression(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("60s") Duration window,
      @DefaultValue("50") int minimumRequests,
      @DefaultValue("0.02") double errorMargin,
      @DefaultValue("2") double latencyFactor,
      @DefaultValue("20ms") Duration latencyMargin) {}
}
