package io.stoker.modules.mod_headers;

import io.stoker.api.Exchange;
import io.stoker.api.Text;
import io.stoker.expr.Regex;
import io.stoker.http.HeaderNames;

/** What a line does to fields: the actions of the manual. */
sealed interface Change {

  void applyTo(Fields fields, Exchange x);

  /** Whether it is about the media type of the reply, which is more than a field. */
  private static boolean isType(String name, Fields fields) {
    return !fields.isOfRequest() && name.equalsIgnoreCase(HeaderNames.CONTENT_TYPE);
  }

  /** {@code set}: the field has this value and no other. */
  record Set(String name, Text value) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      String text = value.eval(x);
      if (isType(name, fields)) {
        x.contentType(text);
      }
      fields.set(name, text);
    }
  }

  /** {@code setifempty}: the same where there is no such field. */
  record SetIfEmpty(String name, Text value) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      if (fields.get(name) == null) {
        new Set(name, value).applyTo(fields, x);
      }
    }
  }

  /** {@code add}: one more field. */
  record Add(String name, Text value) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      fields.add(name, value.eval(x));
    }
  }

  /** {@code append}: one more element of the field's list. */
  record Append(String name, Text value) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      fields.append(name, value.eval(x));
    }
  }

  /** {@code merge}: the same where the list does not have the element yet. */
  record Merge(String name, Text value) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      String list = fields.get(name);
      String text = value.eval(x);
      if (list == null || !Elements.of(list).contains(text)) {
        fields.append(name, text);
      }
    }
  }

  /** {@code unset}: no such field. */
  record Unset(String name) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      if (isType(name, fields)) {
        x.contentType(null);
      }
      fields.unset(name);
    }
  }

  /** {@code echo}: the fields of the request whose names match. */
  record Echo(Regex names) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      x.in()
          .forEach(
              (name, value) -> {
                if (names.matches(name)) {
                  fields.add(name, value);
                }
              });
    }
  }

  /** {@code note}: the field's value becomes a note. */
  record Note(String name, Text note) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      String value = fields.get(name);
      if (value == null) {
        x.notes().unset(note.eval(x));
      } else {
        x.notes().set(note.eval(x), value);
      }
    }
  }

  /** {@code edit} and {@code edit*}: what matches in each field of that name is replaced. */
  record Edit(String name, Replacement replacement) implements Change {
    @Override
    public void applyTo(Fields fields, Exchange x) {
      String type = x.contentType();
      if (type != null && isType(name, fields)) {
        x.contentType(replacement.in(type, x));
      }
      var values = fields.getAll(name);
      if (values.isEmpty()) {
        return;
      }
      fields.unset(name);
      for (String value : values) {
        fields.add(name, replacement.in(value, x));
      }
    }
  }
}
