using System.Text;

namespace IxpSvnic.Debug.Targets;

/// <summary>What a target's registers are, in the debugger's terms: <c>target.xml</c> (GDB manual, appendix G).</summary>
public sealed class TargetDescription
{
    public TargetDescription(string architecture, params IReadOnlyList<TargetFeature> features)
    {
        Registers = [.. features.SelectMany(f => f.Registers)];
        StringBuilder text = new("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n");
        text.Append($"<architecture>{architecture}</architecture>\n");
        int number = 0;
        foreach (TargetFeature feature in features)
        {
            text.Append($"<feature name=\"{feature.Name}\">\n");
            foreach (TargetRegister register in feature.Registers)
            {
                text.Append($"<reg name=\"{register.Name}\" bitsize=\"32\" regnum=\"{number++}\"");
                text.Append($" type=\"{register.Type}\" group=\"{register.Group}\"");
                text.Append(register.Group == TargetRegister.General ? "/>\n" : " save-restore=\"no\"/>\n");
            }

            text.Append("</feature>\n");
        }

        Xml = text.Append("</target>\n").ToString();
    }

    public IReadOnlyList<TargetRegister> Registers { get; }

    public string Xml { get; }
}
