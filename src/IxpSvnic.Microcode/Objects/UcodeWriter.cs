using System.Globalization;
using System.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Objects;

/// <summary>
/// Writes <c>.ucode</c>: the C initialiser of Linux's <c>struct ixp2000_uengine_code</c>. Source: section 6.1 of the
/// MEv2 reference. A register preset in one context only is written as the absolute register it is.
/// *Not modelled:* initial local CSRs, for which the form has no place; they are refused.
/// </summary>
public static class UcodeWriter
{
    /// <summary>The text of an image; <paramref name="file"/> is for messages only.</summary>
    public static string Write(MicrocodeImage image, string file)
    {
        if (image.InitialCsrs.Count > 0)
        {
            throw new ObjectFormatException(
                $"{file}: the form has no place for the initial value 0x{image.InitialCsrs[0].Value:x} of local CSR "
                + LocalCsrs.NameOf(image.InitialCsrs[0].Csr));
        }

        uint parameters = (image.UengineParameters & ~UengineParameterBits.FourContexts)
            | (image.Contexts == 4 ? UengineParameterBits.FourContexts : 0);
        string name = Identifier(image.Name);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"static struct ixp2000_uengine_code {name} =\n{{\n");
        text.Append(CultureInfo.InvariantCulture, $"\t.cpu_model_bitmask = 0x{image.CpuModels:x8},\n");
        text.Append(CultureInfo.InvariantCulture, $"\t.cpu_min_revision = {image.CpuMinRevision},\n");
        text.Append(CultureInfo.InvariantCulture, $"\t.cpu_max_revision = {image.CpuMaxRevision},\n\n");
        text.Append("\t.uengine_parameters =\n\t\t");
        text.AppendJoin(" |\n\t\t", UengineParameterNames.NamesOf(parameters)).Append(",\n\n");
        text.Append("\t.initial_reg_values = (struct ixp2000_reg_value []) {\n");
        foreach (InitialRegister register in image.InitialRegisters)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\t\t{{ 0x{Code(register, image.Contexts, file):x3}, 0x{register.Value:x8} }},\n");
        }

        text.Append("\t\t{ -1, -1 }\n\t},\n\n");
        text.Append(CultureInfo.InvariantCulture, $"\t.num_insns = {image.Words.Length},\n");
        text.Append("\t.insns = (u8 []) {\n");
        byte[] bytes = RawWords.Write(image.Words);
        for (int i = 0; i < bytes.Length; i += ControlStore.BytesPerWord)
        {
            IEnumerable<string> word = bytes.Skip(i).Take(ControlStore.BytesPerWord).Select(part => $"0x{part:x2}");
            text.Append("\t\t").AppendJoin(", ", word).Append(",\n");
        }

        return text.Append("\t}\n};\n").ToString();
    }

    private static int Code(InitialRegister register, int contexts, string file)
    {
        Operand operand = register.Register;
        int bank = operand.IsBankB ? 0x400 : 0;
        bool isRelative = operand.Kind is OperandKind.GprA or OperandKind.GprB;
        int window = contexts == 4 ? 32 : 16;
        if ((!operand.IsBankA && !operand.IsBankB) || operand.Value >= (isRelative ? window : 128)
            || register.Context >= 8 || (contexts == 4 && register.Context > 0 && register.Context % 2 != 0))
        {
            throw new ObjectFormatException(
                $"{file}: initial value 0x{register.Value:x} of {operand} in context {register.Context}: "
                + $"no such register with {contexts} contexts");
        }

        if (isRelative && register.Context >= 0)
        {
            int start = contexts == 4 ? register.Context / 2 * window : register.Context * window;
            return bank | 0x80 | (start + operand.Value);
        }

        return bank | (isRelative ? 0 : 0x80) | operand.Value;
    }

    private static string Identifier(string name)
    {
        string letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return letters.Length == 0 || char.IsAsciiDigit(letters[0]) ? "_" + letters : letters;
    }
}
