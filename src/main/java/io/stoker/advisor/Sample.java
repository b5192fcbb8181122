package io.stoker.advisor;

/**
 * Some seconds of the server's life, as the plots show them.
 *
 * @param second since 1970, at their end
 * @param busy the most workers that were busy at once
 * @param connections the most that were open
 * @param keepAlive of these at the end, those that waited for another request
 * @param children that took connections, at the end
 * @param spawned the most children that were started in one second
 * @param requests answered
 * @param hits of these, from a plan
 * @param reused of the requests, those on a connection that had one before
 * @param cores processors that were kept busy on average
 * @param resident bytes of memory at the end; 0 where unknown
 */
public record Sample(
    long second,
    int busy,
    int connections,
    int keepAlive,
    int children,
    int spawned,
    long requests,
    long hits,
    long reused,
    double cores,
    long resident) {}
