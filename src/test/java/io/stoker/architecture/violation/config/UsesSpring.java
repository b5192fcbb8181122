package io.stoker.architecture.violation.config;

import org.springframework.context.ApplicationContext;

/** Spring below the management plane. */
public record UsesSpring(ApplicationContext context) {}
