package io.stoker.modules.mod_mime;

/** What an extension can say about a file. */
enum Trait {
  TYPE,
  CHARSET,
  LANGUAGE,
  ENCODING,
  HANDLER,
  INPUT_FILTERS,
  OUTPUT_FILTERS
}
