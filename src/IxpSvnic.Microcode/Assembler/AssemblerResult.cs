using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Assembler;

/// <summary>An image, or the reasons why there is none; warnings come with both.</summary>
public sealed record AssemblerResult(MicrocodeImage? Image, IReadOnlyList<AssemblerDiagnostic> Diagnostics)
{
    public bool Succeeded => Image is not null;

    public IEnumerable<AssemblerDiagnostic> Errors => Diagnostics.Where(d => d.IsError);

    public IEnumerable<AssemblerDiagnostic> Warnings => Diagnostics.Where(d => !d.IsError);

    /// <summary>The image, or an exception that lists the errors.</summary>
    public MicrocodeImage RequireImage() =>
        Image ?? throw new InvalidDataException(string.Join('\n', Errors));
}
