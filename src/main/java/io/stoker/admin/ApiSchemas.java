package io.stoker.admin;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;

/**
 * JSON Schema of records as Jackson writes them, for the description of the interface (OpenAPI 3.1,
 * whose schemas are JSON Schema 2020-12).
 */
final class ApiSchemas {

  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, long.class, Integer.class, Long.class, short.class, byte.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(double.class, float.class, Double.class, Float.class);

  private final Map<String, Object> named = new TreeMap<>();

  /** The schemas that others refer to, by name. */
  Map<String, Object> named() {
    return named;
  }

  /** Of what a handler takes or gives; null where it gives nothing. */
  @Nullable Map<String, Object> of(Type type) {
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] of = generic.getActualTypeArguments();
      if (Publisher.class.isAssignableFrom(raw)
          || raw == ResponseEntity.class
          || raw == ServerSentEvent.class) {
        return of(of[0]);
      }
      if (Collection.class.isAssignableFrom(raw)) {
        return map("type", "array", "items", orAny(of(of[0])));
      }
      return Map.class.isAssignableFrom(raw)
          ? map("type", "object", "additionalProperties", orAny(of(of[1])))
          : of(raw);
    }
    return type instanceof Class<?> plain ? ofClass(plain) : Map.of();
  }

  private @Nullable Map<String, Object> ofClass(Class<?> type) {
    if (type == void.class || type == Void.class) {
      return null;
    }
    if (INTEGERS.contains(type)) {
      return map("type", "integer");
    }
    if (NUMBERS.contains(type)) {
      return map("type", "number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return map("type", "boolean");
    }
    if (type == Instant.class) {
      return map("type", "string", "format", "date-time");
    }
    if (type.isEnum()) {
      List<String> words =
          Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
      return map("type", "string", "enum", words);
    }
    if (type.isRecord()) {
      return reference(type);
    }
    boolean isText = type == String.class || type == char.class || type == Duration.class;
    return isText ? map("type", "string") : Map.of();
  }

  private Map<String, Object> reference(Class<?> type) {
    String name = name(type);
    if (!named.containsKey(name)) {
      named.put(name, Map.of()); // a record may hold its like
      named.put(name, record(type));
    }
    return map("$ref", "#/components/schemas/" + name);
  }

  /** Records are often inside of what they are a part of: {@code BoardChild}. */
  private static String name(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return around == null ? type.getSimpleName() : name(around) + type.getSimpleName();
  }

  private Map<String, Object> record(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    Set<String> components =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    for (RecordComponent component : type.getRecordComponents()) {
      Map<String, Object> schema = orAny(of(component.getGenericType()));
      boolean mayBeNull = isNullable(component, component.getAnnotatedType());
      properties.put(component.getName(), mayBeNull ? orNull(schema) : schema);
      if (!mayBeNull) {
        required.add(component.getName()); // the others are written as null, and may be left out
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      String derived = derived(method);
      if (derived != null && !components.contains(method.getName())) {
        properties.put(derived, orAny(of(method.getGenericReturnType())));
      }
    }
    return map("type", "object", "properties", properties, "required", required);
  }

  /** {@code isBad()} and {@code getBad()} of a record are written, too, as {@code bad}. */
  private static @Nullable String derived(Method method) {
    boolean isPlain =
        method.getParameterCount() == 0
            && Modifier.isPublic(method.getModifiers())
            && !Modifier.isStatic(method.getModifiers());
    String name = method.getName();
    int prefix =
        name.matches("is[A-Z].*") && method.getReturnType() == boolean.class
            ? 2
            : name.matches("get[A-Z].*") ? 3 : 0;
    return isPlain && prefix > 0
        ? Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1)
        : null;
  }

  static boolean isNullable(AnnotatedElement element, AnnotatedType type) {
    return element.isAnnotationPresent(Nullable.class) || type.isAnnotationPresent(Nullable.class);
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    return map("anyOf", List.of(schema, map("type", "null")));
  }

  /** Of what nothing is known, anything may come. */
  static Map<String, Object> orAny(@Nullable Map<String, Object> schema) {
    return schema == null ? Map.of() : schema;
  }

  /** Keys and values in turn, in that order. */
  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
