package io.stoker.mpm;

import java.net.InetAddress;

/**
 * What ExtendedStatus records of a request.
 *
 * @param virtualHost name and port
 * @param request the request line
 */
public record RequestInfo(
    InetAddress client, String protocol, String virtualHost, String request) {}
