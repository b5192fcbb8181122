package io.stoker.api;

import java.util.concurrent.CompletionStage;

/**
 * The one asynchronous outcome: the pipeline leaves, and comes back at this hook with what arrives.
 *
 * @param later completes with any outcome but an Await
 */
public record Await(CompletionStage<? extends Outcome> later) implements Outcome {}
