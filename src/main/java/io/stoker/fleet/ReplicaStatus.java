package io.stoker.fleet;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says of itself.
 *
 * @param id of the process, by which it knows itself among the others
 * @param name of its pod or host
 * @param version of Stoker
 * @param state of the content plane, as {@code /actuator/httpd} has it
 * @param generation of the configuration in this process; each counts for itself
 * @param configuration HMAC-SHA-256 over the names and texts of all files with the token of the
 *     fleet, in hexadecimal; empty while nothing is served
 * @param files the same of each file, by path
 * @param busy workers with a request
 * @param workers that there may be: MaxRequestWorkers
 * @param connections that are open
 * @param refused what was wrong with the configuration that was refused last; null when the last
 *     one was taken
 */
public record ReplicaStatus(
    String id,
    String name,
    String version,
    String state,
    Instant started,
    long generation,
    String configuration,
    Map<String, String> files,
    int busy,
    int workers,
    int connections,
    @Nullable String refused) {}
