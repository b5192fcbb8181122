package io.stoker.modules.mod_autoindex;

/**
 * NameWidth or DescriptionWidth.
 *
 * @param chars the width
 * @param adjusts whether it grows with what is in the column ({@code *})
 */
record Width(int chars, boolean adjusts) {
  static final Width DEFAULT = new Width(23, false);
}
