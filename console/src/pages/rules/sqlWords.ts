/** For completion: the words of the rule language, and its functions with their parameters. */
export const SQL_KEYWORDS = ['SELECT', 'VALUE', 'FROM', 'WHERE', 'AS', 'AND', 'OR', 'NOT', 'IN', 'EXISTS', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'true', 'false', 'null', 'Undefined'];

export const SQL_FUNCTIONS: readonly string[] =
  `abs(Decimal) accountid() acos(Decimal) asin(Decimal) atan(Decimal) atan2(Decimal, Decimal) aws_lambda(functionArn, inputJson)
bitand(Int, Int) bitor(Int, Int) bitxor(Int, Int) bitnot(Int) cast(value AS type) ceil(Decimal) chr(Int) clientid() concat(value, value) cos(Decimal) cosh(Decimal)
decode(value, scheme) encode(value, scheme) endswith(String, String) exp(Decimal) floor(Decimal) get(value, key) get_dynamodb(table, key, value, roleArn)
get_mqtt_property(name) get_or_default(expression, default) get_registry_data(api, thing, roleArn) get_secret(secretId, type, key, roleArn)
get_thing_shadow(thing, roleArn) get_user_properties(key) indexof(String, String) isNull(value) isUndefined(value) length(String) ln(Decimal) log(Decimal)
lower(String) lpad(String, Int) ltrim(String) md2(value) md5(value) mod(Decimal, Decimal) nanvl(value, value) newuuid() numbytes(String)
parse_time(format, timestamp, zone) power(Decimal, Decimal) principal() rand() regexp_matches(String, pattern) regexp_replace(String, pattern, replacement)
regexp_substr(String, pattern) remainder(Decimal, Decimal) replace(String, source, replacement) rpad(String, Int) round(Decimal) rtrim(String)
sha1(value) sha224(value) sha256(value) sha384(value) sha512(value) sign(Decimal) sin(Decimal) sinh(Decimal) sourceip() sqrt(Decimal) startswith(String, String)
substring(String, from, to) tan(Decimal) tanh(Decimal) time_to_epoch(String, format) timestamp() topic(Int) traceid() transform(name, object, array)
trim(String) trunc(Decimal, Int) upper(String)`.match(/[a-zA-Z_0-9]+\([^)]*\)/g) ?? [];
