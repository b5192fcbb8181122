package io.stoker.admin;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console.
 *
 * @param usersFile File of names and bcrypt hashes, as htpasswd -B writes it, relative to
 *     ServerRoot; "state/console/users" where nothing is said.
 * @param admins Users who may change the configuration; all others may look.
 * @param hosts Names by which browsers reach the console, beside localhost and addresses.
 * @param allowPlaintext Whether the console may be reached from other machines without TLS.
 * @param confirmWithin How long a change stays without being confirmed before it is taken back.
 */
@ConfigurationProperties("stoker.console")
record ConsoleProperties(
    @Nullable String usersFile,
    @DefaultValue("admin") List<String> admins,
    @DefaultValue List<String> hosts,
    @DefaultValue("false") boolean allowPlaintext,
    @DefaultValue("60s") Duration confirmWithin) {}
