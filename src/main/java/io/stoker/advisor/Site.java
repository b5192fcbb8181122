package io.stoker.advisor;

import org.jspecify.annotations.Nullable;

/**
 * What is judged: a configuration, on a machine, as a running server measured it.
 *
 * @param live null where no server runs by this configuration, or none could be asked
 */
public record Site(Configured configured, Machine machine, @Nullable Measures live) {}
