package io.stoker.runtime.view;

/**
 * A log of a host.
 *
 * @param server the label of the host; {@code main} for the main server
 * @param kind {@code access} or {@code error}
 * @param target an absolute path, or what the configuration names instead
 * @param isFile whether that is a file, and not a program or syslog
 * @param isInherited whether the main server says it, for all hosts that have none of their own
 */
public record LogView(
    String server, String kind, String target, boolean isFile, boolean isInherited) {}
