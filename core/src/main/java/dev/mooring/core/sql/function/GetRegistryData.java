package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code get_registry_data(registryAPI, thingName, roleArn)}. */
final class GetRegistryData {
    static final SqlFunction FUNCTION = SqlFunction.of("get_registry_data(registryAPI, thingName, roleArn)")
            .says("Returns the response of the registry call DescribeThing or ListThingGroupsForThing.")
            .newer()
            .external()
            .values(
                    3,
                    3,
                    (arguments, context) -> arguments[0] instanceof SqlValue.Text(String registryApi)
                                    && (registryApi.equals("DescribeThing")
                                            || registryApi.equals("ListThingGroupsForThing"))
                                    && arguments[1] instanceof SqlValue.Text(String thingName)
                                    && arguments[2] instanceof SqlValue.Text(String roleArn)
                            ? Answers.value(
                                    context.input().services().getRegistryData(registryApi, thingName, roleArn),
                                    context)
                            : SqlValue.UNDEFINED);

    private GetRegistryData() {}
}
