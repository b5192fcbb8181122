package io.stoker.api;

/** A string expression over a request, ready to be asked. */
@FunctionalInterface
public interface Text {
  String eval(Exchange x);

  /** Always the same text. */
  static Text constant(String text) {
    return x -> text;
  }
}
