package io.stoker.cli.compat;

/** What keeps a configuration from being read at all, here as in httpd. */
record Fault(String file, int line, String message) {}
