using System.Globalization;
using System.Text.Json;
using IxpSvnic.Sim.Parameters;

namespace IxpSvnic.Machine;

/// <summary>
/// Parameters as JSON: <c>{"parameters": {"name": {"value": …, "unit": …, "default": …, "source": …}}}</c>. Reading takes that
/// form, or <c>"name": value</c>; unit, default and source are for people.
/// </summary>
public static class MachineFile
{
    private const string Root = "parameters";

    /// <summary>Applies a file; errors name file, parameter and value.</summary>
    public static void Apply(string path, ParameterSet parameters)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"machine file '{path}' does not exist");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(Root, out JsonElement list)
                || list.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"{path}: not a machine file: it has no object \"{Root}\"");
            }

            foreach (JsonProperty entry in list.EnumerateObject())
            {
                Apply(path, parameters, entry);
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}:{e.LineNumber + 1}: not JSON: {e.Message}", e);
        }
    }

    /// <summary>All parameters with their present values.</summary>
    public static string Write(ParameterSet parameters)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(Root);
            foreach (Parameter parameter in parameters.All)
            {
                writer.WriteStartObject(parameter.Name);
                WriteValue(writer, "value", parameter.Value, parameter.Text);
                WriteValue(writer, "default", parameter.Default, parameter.DefaultText);
                writer.WriteString("unit", parameter.Unit);
                writer.WriteString("source", parameter.Source);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Apply(string path, ParameterSet parameters, JsonProperty entry)
    {
        JsonElement value = entry.Value;
        if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("value", out value))
        {
            throw new InvalidDataException($"{path}: parameter '{entry.Name}' has no \"value\"");
        }

        string text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new InvalidDataException(
                $"{path}: parameter '{entry.Name}': '{value.GetRawText()}' is not a number, text, true or false"),
        };
        try
        {
            Parameter? parameter = parameters.Find(entry.Name);
            if (parameter is { ReadOnly: true } && parameter.Text == text)
            {
                return;
            }

            parameters.Set(entry.Name, text);
        }
        catch (ParameterException e)
        {
            throw new ParameterException($"{path}: {e.Message}");
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, object value, string text)
    {
        switch (value)
        {
            case int or long:
                writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            default:
                writer.WriteString(name, text);
                break;
        }
    }
}
