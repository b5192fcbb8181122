package io.stoker.architecture.violation.modules.mod_two;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Breaks no rule: password hashes are a plain library. */
public record ModTwo(BCryptPasswordEncoder encoder) {}
