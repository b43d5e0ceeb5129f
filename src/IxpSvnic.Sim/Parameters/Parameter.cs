using System.Globalization;
using System.Reflection;

namespace IxpSvnic.Sim.Parameters;

/// <summary>One named value of a machine, bound to the property that holds it.</summary>
public sealed class Parameter
{
    private readonly object _owner;
    private readonly PropertyInfo _property;
    private readonly ParameterAttribute _attribute;

    internal Parameter(string name, object owner, PropertyInfo property, ParameterAttribute attribute)
    {
        Name = name;
        _owner = owner;
        _property = property;
        _attribute = attribute;
        Default = Value;
    }

    /// <summary>Full name, as <c>sram.readLatencyCycles</c>.</summary>
    public string Name { get; }

    public string Unit => _attribute.Unit;

    public string Source => _attribute.Source;

    public bool ReadOnly => _attribute.ReadOnly;

    public Type Type => _property.PropertyType;

    /// <summary>The value when the parameters were collected.</summary>
    public object Default { get; }

    public object Value => _property.GetValue(_owner)!;

    /// <summary>The value as text that <see cref="Set"/> reads back.</summary>
    public string Text => Write(Value);

    /// <summary>The default as text.</summary>
    public string DefaultText => Write(Default);

    /// <summary>The value differs from the default.</summary>
    public bool IsOverridden => !Equals(Value, Default);

    /// <summary>Reads a value; throws <see cref="ParameterException"/> naming parameter, text and what was expected.</summary>
    public void Set(string text)
    {
        if (ReadOnly)
        {
            throw new ParameterException($"parameter '{Name}' is a constant and cannot be set (value given: '{text}')");
        }

        _property.SetValue(_owner, Parse(text.Trim()));
    }

    private static string Write(object value) => value switch
    {
        Enum choice => Camel(choice.ToString()),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    internal static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private object Parse(string text)
    {
        if (Type == typeof(string))
        {
            return text;
        }

        if (Type == typeof(bool))
        {
            return bool.TryParse(text, out bool flag) ? flag : throw Bad(text, "true or false");
        }

        if (Type.IsEnum)
        {
            string[] names = Enum.GetNames(Type);
            string? match = Array.Find(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
            return match is not null
                ? Enum.Parse(Type, match)
                : throw Bad(text, $"one of {string.Join(", ", names.Select(Camel))}");
        }

        double value;
        if (Type == typeof(double))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                || !double.IsFinite(value))
            {
                throw Bad(text, "a number");
            }
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            || (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(
                text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out whole)))
        {
            value = whole;
        }
        else
        {
            throw Bad(text, "a whole number");
        }

        if (value < _attribute.Min || value > _attribute.Max
            || (Type == typeof(int) && value is < int.MinValue or > int.MaxValue))
        {
            throw Bad(text, string.Create(
                CultureInfo.InvariantCulture, $"a value from {_attribute.Min} to {_attribute.Max}"));
        }

        return Type == typeof(double) ? value : Type == typeof(int) ? (object)(int)value : (long)value;
    }

    private ParameterException Bad(string text, string expected) =>
        new($"parameter '{Name}': '{text}' is not {expected}" + (Unit.Length > 0 ? $" ({Unit})" : ""));
}
