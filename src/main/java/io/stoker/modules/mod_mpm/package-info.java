/**
 * mpm_event, mpm_worker and mpm_prefork: what they are told, in one folder since they differ in
 * little.
 */
@NullMarked
package io.stoker.modules.mod_mpm;

import org.jspecify.annotations.NullMarked;
