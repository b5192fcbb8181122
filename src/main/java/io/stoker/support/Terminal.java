package io.stoker.support;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a program reads and writes. Its streams pass bytes on as they are: a char of what is
 * printed is a byte.
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err) {}
