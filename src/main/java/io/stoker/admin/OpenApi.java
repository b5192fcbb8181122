package io.stoker.admin;

import static io.stoker.admin.ApiSchemas.map;

import io.stoker.api.Product;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * The description of the interface for programs: {@code GET /api/openapi.json}, made of the
 * handlers themselves when somebody asks for it, so that it cannot say anything else than they do,
 * and costs nothing at the start. {@link ApiTable} has the words.
 */
@Controller
final class OpenApi {

  private static final String PREFIX = "/api/";
  private static final String JSON = "application/json";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  OpenApi(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /** The same for people. */
  @GetMapping("/api")
  String page(Model model) {
    model.addAttribute("rows", ApiTable.rows());
    return "api";
  }

  @GetMapping("/api/openapi.json")
  @ResponseBody
  Map<String, Object> document() {
    ApiSchemas schemas = new ApiSchemas();
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    mappings.stream()
        .flatMap(m -> m.getHandlerMethods().entrySet().stream())
        .forEach(e -> add(e.getKey(), e.getValue(), schemas, paths));
    return map(
        "openapi",
        "3.1.0",
        "info",
        map(
            "title",
            Product.NAME,
            "version",
            Product.VERSION,
            "description",
            "What the console shows and does, for programs."),
        "security",
        List.of(map("token", List.of())),
        "paths",
        paths,
        "components",
        map(
            "schemas",
            schemas.named(),
            "securitySchemes",
            map("token", map("type", "http", "scheme", "bearer"))));
  }

  private static void add(
      RequestMappingInfo info,
      HandlerMethod handler,
      ApiSchemas schemas,
      Map<String, Map<String, Object>> paths) {
    for (var pattern : info.getPatternsCondition().getPatterns()) {
      String path = pattern.getPatternString();
      for (RequestMethod method : info.getMethodsCondition().getMethods()) {
        if (path.startsWith(PREFIX)) {
          paths
              .computeIfAbsent(path, p -> new TreeMap<>())
              .put(
                  method.name().toLowerCase(Locale.ROOT),
                  operation(method.name(), path, info, handler, schemas));
        }
      }
    }
  }

  private static Map<String, Object> operation(
      String method,
      String path,
      RequestMappingInfo info,
      HandlerMethod handler,
      ApiSchemas schemas) {
    Map<String, Object> operation = map();
    ApiTable.rows().stream()
        .filter(row -> row.method().equals(method) && row.path().equals(path))
        .forEach(
            row -> {
              operation.put("summary", row.words());
              operation.put("x-scope", row.scope().word());
            });
    Method code = handler.getMethod();
    List<Object> parameters = new ArrayList<>();
    for (Parameter parameter : code.getParameters()) {
      Map<String, Object> said = parameter(parameter, schemas);
      if (said != null) {
        parameters.add(said);
      }
      if (parameter.isAnnotationPresent(RequestBody.class)) {
        var schema = ApiSchemas.orAny(schemas.of(parameter.getParameterizedType()));
        operation.put(
            "requestBody", map("required", true, "content", map(JSON, map("schema", schema))));
      }
    }
    operation.put("parameters", parameters);
    operation.put("responses", responses(info, code, schemas));
    return operation;
  }

  private static @Nullable Map<String, Object> parameter(Parameter parameter, ApiSchemas schemas) {
    var schema = ApiSchemas.orAny(schemas.of(parameter.getParameterizedType()));
    if (parameter.isAnnotationPresent(PathVariable.class)) {
      return map("name", parameter.getName(), "in", "path", "required", true, "schema", schema);
    }
    RequestParam query = parameter.getAnnotation(RequestParam.class);
    if (query == null) {
      return null;
    }
    boolean hasDefault = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
    boolean mayLack = hasDefault || ApiSchemas.isNullable(parameter, parameter.getAnnotatedType());
    return map("name", parameter.getName(), "in", "query", "required", !mayLack, "schema", schema);
  }

  private static Map<String, Object> responses(
      RequestMappingInfo info, Method code, ApiSchemas schemas) {
    boolean isStream =
        info.getProducesCondition().getProducibleMediaTypes().stream()
            .anyMatch(MediaType.TEXT_EVENT_STREAM::equals);
    var schema = schemas.of(code.getGenericReturnType());
    Map<String, Object> good = map("description", "As asked for.");
    if (schema != null) {
      String type = isStream ? MediaType.TEXT_EVENT_STREAM_VALUE : JSON;
      good.put("content", map(type, map("schema", schema)));
    }
    return map(
        "200",
        good,
        "401",
        map("description", "No token, or none that is good."),
        "403",
        map("description", "The token's scope is too small."));
  }
}
