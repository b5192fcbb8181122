/**
 * The support programs, as httpd has them: {@code htpasswd}, {@code htdigest}, {@code htdbm},
 * {@code logresolve}, {@code rotatelogs}, {@code split-logfile} and {@code ab}.
 */
@NullMarked
package io.stoker.support;

import org.jspecify.annotations.NullMarked;
