package dev.mooring.core.sql.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions there are, by name. Immutable. */
public final class FunctionRegistry {
    /** All functions of the language. (CAST and EXISTS are syntax.) */
    public static final FunctionRegistry STANDARD = new FunctionRegistry(List.of(
            Abs.FUNCTION,
            Accountid.FUNCTION,
            Acos.FUNCTION,
            Asin.FUNCTION,
            Atan.FUNCTION,
            Atan2.FUNCTION,
            AwsLambda.FUNCTION,
            Bitand.FUNCTION,
            Bitnot.FUNCTION,
            Bitor.FUNCTION,
            Bitxor.FUNCTION,
            Ceil.FUNCTION,
            Chr.FUNCTION,
            Clientid.FUNCTION,
            Concat.FUNCTION,
            Cos.FUNCTION,
            Cosh.FUNCTION,
            Decode.FUNCTION,
            Encode.FUNCTION,
            Endswith.FUNCTION,
            Exp.FUNCTION,
            Floor.FUNCTION,
            Get.FUNCTION,
            GetDynamodb.FUNCTION,
            GetMqttProperty.FUNCTION,
            GetOrDefault.FUNCTION,
            GetRegistryData.FUNCTION,
            GetSecret.FUNCTION,
            GetThingShadow.FUNCTION,
            GetUserProperties.FUNCTION,
            Indexof.FUNCTION,
            IsNull.FUNCTION,
            IsUndefined.FUNCTION,
            Length.FUNCTION,
            Ln.FUNCTION,
            Log.FUNCTION,
            Lower.FUNCTION,
            Lpad.FUNCTION,
            Ltrim.FUNCTION,
            MachinelearningPredict.FUNCTION,
            Md2.FUNCTION,
            Md5.FUNCTION,
            Mod.FUNCTION,
            Nanvl.FUNCTION,
            Newuuid.FUNCTION,
            Numbytes.FUNCTION,
            ParseTime.FUNCTION,
            Power.FUNCTION,
            Principal.FUNCTION,
            Rand.FUNCTION,
            RegexpMatches.FUNCTION,
            RegexpReplace.FUNCTION,
            RegexpSubstr.FUNCTION,
            Remainder.FUNCTION,
            Replace.FUNCTION,
            Round.FUNCTION,
            Rpad.FUNCTION,
            Rtrim.FUNCTION,
            Sha1.FUNCTION,
            Sha224.FUNCTION,
            Sha256.FUNCTION,
            Sha384.FUNCTION,
            Sha512.FUNCTION,
            Sign.FUNCTION,
            Sin.FUNCTION,
            Sinh.FUNCTION,
            Sourceip.FUNCTION,
            SqlVersionFunction.FUNCTION,
            Sqrt.FUNCTION,
            Startswith.FUNCTION,
            Substring.FUNCTION,
            Tan.FUNCTION,
            Tanh.FUNCTION,
            TimeToEpoch.FUNCTION,
            Timestamp.FUNCTION,
            Topic.FUNCTION,
            Traceid.FUNCTION,
            Transform.FUNCTION,
            Trim.FUNCTION,
            Trunc.FUNCTION,
            Upper.FUNCTION));

    private final List<SqlFunction> functions;
    private final Map<String, SqlFunction> byName = new HashMap<>();

    private FunctionRegistry(List<SqlFunction> functions) {
        this.functions = functions;
        for (SqlFunction function : functions) {
            byName.put(function.name(), function);
        }
    }

    /** In alphabetical order. */
    public List<SqlFunction> all() {
        return functions;
    }

    /** @param name in lower case */
    public Optional<SqlFunction> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
