using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IxpSvnic.Cli.Tests.Bench;

/// <summary>The part of JSON Schema that the report's schema uses; any other keyword is refused.</summary>
internal static class Schema
{
    /// <summary>What is wrong with a value; empty when nothing is.</summary>
    public static List<string> Validate(JsonNode? value, JsonObject schema, string path = "$")
    {
        List<string> problems = [];
        foreach ((string keyword, JsonNode? rule) in schema)
        {
            bool holds = keyword switch
            {
                "$schema" or "$id" or "title" or "description" => true,
                "type" => (rule is JsonArray types ? types.Select(t => (string)t!) : [(string)rule!])
                    .Any(t => Type(value) == t || (t == "number" && Type(value) == "integer")),
                "const" => JsonNode.DeepEquals(value, rule),
                "enum" => rule!.AsArray().Any(option => JsonNode.DeepEquals(value, option)),
                "minimum" => Type(value) is not ("integer" or "number") || (double)value! >= (double)rule!,
                "maximum" => Type(value) is not ("integer" or "number") || (double)value! <= (double)rule!,
                "pattern" => Regex.IsMatch((string)value!, (string)rule!),
                "anyOf" => rule!.AsArray().Any(option => Validate(value, option!.AsObject(), path).Count == 0),
                "required" => value is null || rule!.AsArray().All(name => value!.AsObject().ContainsKey((string)name!)),
                "items" => Inside(value!.AsArray().Select((v, i) => ($"{i}", v)), _ => rule!.AsObject(), path, problems),
                "properties" => value is null || Inside(
                    value!.AsObject().Where(p => rule!.AsObject().ContainsKey(p.Key)).Select(p => (p.Key, p.Value)),
                    name => rule![name]!.AsObject(),
                    path,
                    problems),
                "additionalProperties" => value is null || Additional(value!.AsObject(), schema, rule!, path, problems),
                _ => throw new NotSupportedException($"{path}: keyword '{keyword}'"),
            };
            if (!holds)
            {
                problems.Add($"{path}: {keyword} {rule?.ToJsonString()} does not hold for {value?.ToJsonString()}");
            }
        }

        return problems;
    }

    private static bool Additional(JsonObject value, JsonObject schema, JsonNode rule, string path, List<string> problems)
    {
        JsonObject? known = schema["properties"]?.AsObject();
        IEnumerable<(string Name, JsonNode? Value)> others =
            value.Where(p => known?.ContainsKey(p.Key) != true).Select(p => (p.Key, p.Value));
        return rule is JsonObject inner ? Inside(others, _ => inner, path, problems) : (bool)rule || !others.Any();
    }

    private static bool Inside(
        IEnumerable<(string Name, JsonNode? Value)> values, Func<string, JsonObject> schema, string path, List<string> problems)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            problems.AddRange(Validate(value, schema(name), $"{path}.{name}"));
        }

        return true;
    }

    private static string Type(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
            _ => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "number" : "integer",
        },
    };
}
