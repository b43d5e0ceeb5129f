namespace IxpSvnic.Sim.Parameters;

/// <summary>
/// Declares a property of a timing or configuration class as a parameter of the machine: overridable by name, printed with
/// its unit and source. The property's type is int, long, double, bool, string or an enumeration.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string unit, string source) : Attribute
{
    /// <summary>Unit of the value, or "" for a plain number or choice.</summary>
    public string Unit { get; } = unit;

    /// <summary>
    /// Where the value comes from: a source tag, or an assumption number of ARCHITECTURE.md such as "A12".
    /// </summary>
    public string Source { get; } = source;

    /// <summary>Name after the group's prefix; the property's name in camel case when not given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Smallest legal value.</summary>
    public double Min { get; init; }

    /// <summary>Largest legal value.</summary>
    public double Max { get; init; } = 1e15;

    /// <summary>Shown only; <c>--set</c> refuses it.</summary>
    public bool ReadOnly { get; init; }
}
