package io.stoker.runtime.view;

import io.stoker.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main server or a virtual host.
 *
 * @param label what it is called in meters and among directives: the name, and the port of its
 *     first address
 * @param name ServerName without port, or what takes its place
 * @param port of ServerName, 0 for none
 * @param isVirtual false for the main server, which is always the first
 * @param aliases ServerAlias, in lower case
 * @param addresses as written in {@code <VirtualHost>}
 * @param defaultFor those of its addresses where it answers for names that no host has
 * @param position the line of {@code <VirtualHost>}; null for the main server
 * @param documentRoot where its files are
 * @param errorLog as written; null where it has the main server's, or the default
 */
public record VirtualHost(
    String label,
    String name,
    int port,
    boolean isVirtual,
    List<String> aliases,
    List<String> addresses,
    List<String> defaultFor,
    @Nullable Position position,
    @Nullable String documentRoot,
    @Nullable String errorLog,
    String admin) {}
