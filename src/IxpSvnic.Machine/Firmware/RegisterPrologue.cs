using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Machine.Firmware;

/// <summary>The program that gives an engine's registers their initial values, run by context 0 before the real one (recipe 4).</summary>
internal static class RegisterPrologue
{
    private const int WindowRegisters = 16;
    private const int AbsoluteRegisters = 128;

    /// <summary>Nothing where no register has an initial value.</summary>
    public static IReadOnlyList<ulong> Of(MicrocodeImage image)
    {
        List<ulong> words = [];
        int step = image.Contexts == 4 ? 2 : 1;
        foreach (InitialRegister register in image.InitialRegisters)
        {
            bool isAbsolute = register.Register.Kind is OperandKind.GprAAbsolute or OperandKind.GprBAbsolute;
            OperandKind kind = register.Register.IsBankA ? OperandKind.GprAAbsolute : OperandKind.GprBAbsolute;
            for (int context = 0; context < 8; context += step)
            {
                if (register.Context >= 0 && register.Context != context)
                {
                    continue;
                }

                int number = isAbsolute
                    ? register.Register.Value
                    : (register.Register.Value | (context * WindowRegisters)) & (AbsoluteRegisters - 1);
                string place = new Operand(kind, (ushort)number).ToString();
                words.Add(Word($"immed[{place}, 0x{register.Value & 0xffff:x}]"));
                words.Add(Word($"immed_w1[{place}, 0x{register.Value >> 16:x}]"));
                if (isAbsolute)
                {
                    break;
                }
            }
        }

        if (words.Count > 0)
        {
            words.Add(Word("ctx_arb[kill]"));
        }

        return words;
    }

    private static ulong Word(string text) =>
        StatementParser.TryParse(text, out Statement statement, out string error)
            && InstructionEncoder.TryEncode(statement, out ulong word, out error)
            ? word
            : throw new InvalidOperationException($"{text}: {error}");
}
