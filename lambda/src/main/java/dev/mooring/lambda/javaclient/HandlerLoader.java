package dev.mooring.lambda.javaclient;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JavaType;

/**
 * Finds what {@code package.Class} or {@code package.Class::method} names.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">AWS: Java handlers</a>
 */
final class HandlerLoader {
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.";

    private HandlerLoader() {}

    static FunctionHandler load(String name, ClassLoader loader) throws ReflectiveOperationException {
        String[] parts = name.split("::", 2);
        Class<?> type;
        try {
            type = Class.forName(parts[0], true, loader);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException("Class not found: " + parts[0], e);
        }
        String methodName = parts.length == 2 ? parts[1] : "handleRequest";
        if (parts.length == 1 && !isA(type, "RequestHandler") && !isA(type, "RequestStreamHandler")) {
            throw new NoSuchMethodException(
                    "Class " + type.getName() + " does not implement an appropriate handler interface."
                            + " Name the method: " + type.getName() + "::method");
        }
        return of(type, method(type, methodName));
    }

    private static boolean isA(Class<?> type, String simpleName) {
        return superInterface(type, RUNTIME + simpleName).isPresent();
    }

    private static Optional<Class<?>> superInterface(Class<?> type, String name) {
        Class<?> above = type.getSuperclass();
        return Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(above))
                .flatMap(each -> each.getName().equals(name) ? Stream.of(each) : superInterface(each, name).stream())
                .<Class<?>>map(found -> found)
                .findFirst();
    }

    /** Of several methods of that name the one with the most parameters, as AWS has it. */
    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        // Not of the bridges, which know no generic types: the compiler makes one where the superclass is not public.
        return Stream.concat(
                        superclasses(type).map(Class::getDeclaredMethods),
                        Stream.of(type).map(Class::getMethods))
                .flatMap(methods -> Stream.of(methods)
                        .filter(method -> method.getName().equals(name)
                                && Modifier.isPublic(method.getModifiers())
                                && !method.isBridge()
                                && isPossible(method))
                        .max(Comparator.comparingInt(Method::getParameterCount))
                        .stream())
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException("No public method named " + name
                        + " with appropriate method signature found on class " + type.getName()));
    }

    private static Stream<Class<?>> superclasses(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass);
    }

    private static boolean isPossible(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return switch (parameters.length) {
            case 0, 1 -> true;
            case 2 -> isContext(parameters[1]) || isStream(parameters);
            case 3 -> isStream(parameters) && isContext(parameters[2]);
            default -> false;
        };
    }

    private static boolean isContext(Class<?> type) {
        return type.getName().equals(RUNTIME + "Context");
    }

    private static boolean isStream(Class<?>[] parameters) {
        return parameters.length >= 2 && parameters[0] == InputStream.class && parameters[1] == OutputStream.class;
    }

    private static FunctionHandler of(Class<?> type, Method method) throws ReflectiveOperationException {
        Object instance;
        try {
            instance = Modifier.isStatic(method.getModifiers())
                    ? type
                    : type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", ErrorReports.unwrap(e));
        }
        method.setAccessible(true);
        return isStream(method.getParameterTypes()) ? stream(instance, method) : object(instance, method, type);
    }

    private static FunctionHandler stream(Object instance, Method method) {
        return (payload, event) -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            List<Object> arguments = new ArrayList<>(List.of(payload, answer));
            if (method.getParameterCount() == 3) {
                arguments.add(Contexts.of(event, method.getParameterTypes()[2]));
            }
            call(instance, method, arguments);
            return answer.toByteArray();
        };
    }

    private static FunctionHandler object(Object instance, Method method, Class<?> type) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takesEvent = parameters.length > 0 && !(parameters.length == 1 && isContext(parameters[0]));
        Optional<JavaType> eventType = takesEvent
                ? Optional.of(resolve(method.getGenericParameterTypes()[0], method, type))
                : Optional.empty();
        return (payload, event) -> {
            List<Object> arguments = new ArrayList<>();
            if (eventType.isPresent()) {
                arguments.add(
                        eventType.get().hasRawClass(InputStream.class)
                                ? payload
                                : Json.MAPPER.readValue(payload, eventType.get()));
            }
            if (arguments.size() < parameters.length) {
                arguments.add(Contexts.of(event, parameters[parameters.length - 1]));
            }
            return Json.MAPPER.writeValueAsBytes(call(instance, method, arguments));
        };
    }

    /** With the type arguments that the class gives to what it extends. */
    private static JavaType resolve(Type parameter, Method method, Class<?> type) {
        var types = Json.MAPPER.getTypeFactory();
        JavaType declaring = types.constructType(type).findSuperType(method.getDeclaringClass());
        return types.resolveMemberType(
                parameter, (declaring == null ? types.constructType(type) : declaring).getBindings());
    }

    private static Object call(Object instance, Method method, List<Object> arguments) throws Throwable {
        try {
            return method.invoke(instance, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw ErrorReports.unwrap(e);
        }
    }
}
