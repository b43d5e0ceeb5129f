using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// Writes <c>.list</c>: one word per line with its address, digits, text and source place, after header lines that
/// begin with <c>.%</c>; labels stand before their word. Source: section 6.2 of the MEv2 reference, an assigned form.
/// </summary>
public static class ListingWriter
{
    /// <summary>
    /// Writes an image. <paramref name="annotate"/> may add a remark to the line of an address, for counts of a run.
    /// </summary>
    public static void Write(MicrocodeImage image, TextWriter output, Func<int, string>? annotate = null)
    {
        WriteHeader(image, output);
        ILookup<int, string> labels = image.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .ToLookup(label => label.Value, label => label.Key);
        for (int address = 0; address < image.Words.Length; address++)
        {
            foreach (string label in labels[address])
            {
                output.Write($"{label}#:\n");
            }

            string text = Disassembler.Disassemble(image.Words[address], image.Contexts);
            string line = $".{address,-4} {image.Words[address]:x10}  {text}";
            string[] remarks = [$"{image.SourceOf(address)}", annotate?.Invoke(address) ?? ""];
            string remark = string.Join("  ", remarks.Where(part => part.Length > 0));
            output.Write(remark.Length == 0 ? $"{line}\n" : $"{line,-72}  ; {remark}\n");
        }
    }

    private static void WriteHeader(MicrocodeImage image, TextWriter output)
    {
        output.Write($".%program {image.Name}\n");
        output.Write($".%contexts {image.Contexts}\n");
        output.Write($".%parameters 0x{image.UengineParameters:x8}\n");
        foreach (InitialRegister register in image.InitialRegisters)
        {
            string context = register.Context < 0 ? "" : $" context {register.Context}";
            output.Write($".%init {register.Register} 0x{register.Value:x8}{context}\n");
        }

        foreach (InitialCsr csr in image.InitialCsrs)
        {
            output.Write($".%init_csr {LocalCsrs.NameOf(csr.Csr)} 0x{csr.Value:x8}\n");
        }
    }
}
