package io.stoker.support.ab;

import java.util.Arrays;

/** What is counted while requests are made; used by one thread at a time. */
final class Tally {

  /** Times of one request, in microseconds; the first one since 1970. */
  record Sample(long startMicros, long connect, long total, long waiting) {
    long processing() {
      return total - connect;
    }
  }

  private Sample[] samples = new Sample[1024];
  private int done;

  int good;
  int keptAlive;
  int notOk;
  int connectFailures;
  int receiveFailures;
  int lengthFailures;
  int exceptions;
  int writeFailures;
  long bytesRead;
  long contentRead;
  long bytesSent;

  /** Octets of the first reply's content. */
  long documentLength;

  String serverSoftware = "";
  String tlsInfo = "";
  long nanos;

  /** One more is over. */
  void add(Sample sample) {
    if (done == samples.length) {
      samples = Arrays.copyOf(samples, done * 2);
    }
    samples[done++] = sample;
  }

  int done() {
    return done;
  }

  Sample[] samples() {
    return Arrays.copyOf(samples, done);
  }

  int failed() {
    return connectFailures + receiveFailures + lengthFailures + exceptions;
  }

  double seconds() {
    return nanos / 1e9;
  }
}
