/** mod_log_config: access logs. */
@NullMarked
package io.stoker.modules.mod_log_config;

import org.jspecify.annotations.NullMarked;
