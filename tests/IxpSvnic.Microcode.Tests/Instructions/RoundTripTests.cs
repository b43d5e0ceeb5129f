using CsCheck;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class RoundTripTests
{
    [TestMethod]
    public void A_statement_survives_encoding_and_disassembly() => StatementGenerator.Any.Sample(
        statement =>
        {
            bool encoded = InstructionEncoder.TryEncode(statement, out ulong word, out string error);
            if (BreaksARule(statement))
            {
                return !encoded && error.Length > 0;
            }

            return encoded && Disassembler.TryDisassemble(word, 8, out Statement read)
                && (read.Equals(statement) || read.Equals(WithExchangedAddress(statement)));
        },
        iter: 200_000,
        seed: "0N0XIzNsQ0O2");

    [TestMethod]
    public void Any_word_is_reserved_or_has_text_that_means_the_same() => Gen.ULong[0, (1UL << 40) - 1].Sample(
        word =>
        {
            if (!InstructionDecoder.TryDecode(word, out DecodedInstruction before))
            {
                return true;
            }

            string text = Disassembler.Disassemble(word, 4);
            if (!StatementParser.TryParse(text, out Statement statement, out _))
            {
                return false;
            }

            bool encoded = InstructionEncoder.TryEncode(statement, 4, out ulong again, out _);
            if (BreaksARule(statement) || IsOddPair(before))
            {
                return !encoded;
            }

            // The stage a condition is decided in is the assembler's choice; everything else must come back.
            return encoded && InstructionDecoder.TryDecode(again, out DecodedInstruction after)
                && (Comparable(before) == Comparable(after) || Comparable(before) == Comparable(Exchanged(after)));
        },
        iter: 300_000,
        seed: "0N0XIzNsQ0O2");

    private static DecodedInstruction Comparable(DecodedInstruction fields) => fields with { Word = 0, Stage = 0 };

    private static DecodedInstruction Exchanged(DecodedInstruction fields) =>
        fields.Row.Timing == TimingClass.Command ? fields with { A = fields.B, B = fields.A } : fields;

    private static bool IsOddPair(DecodedInstruction fields) =>
        fields.Row.Flags.HasFlag(InstructionFlags.SignalPair) && fields.Signal % 2 != 0;

    private static Statement WithExchangedAddress(Statement statement)
    {
        if (!InstructionTable.TryFind(statement, out InstructionRow row, out _) || row.Timing != TimingClass.Command
            || statement.Operands.Count < 4)
        {
            return statement;
        }

        string[] operands = [.. statement.Operands];
        (operands[2], operands[3]) = (operands[3], operands[2]);
        return statement with { Operands = operands };
    }

    /// <summary>The bank rule and the rule for local memory, from the operands' written form.</summary>
    private static bool BreaksARule(Statement statement)
    {
        if (!InstructionTable.TryFind(statement, out InstructionRow row, out _))
        {
            return false;
        }

        List<string> sources = [];
        string destination = "--";
        for (int i = 0; i < statement.Operands.Count && row.Op != MicroOp.CtxArb; i++)
        {
            OperandRole role = row.Slots[i].Role;
            if (role is OperandRole.Destination or OperandRole.SourceDestination)
            {
                destination = statement.Operands[i];
            }

            if (role == OperandRole.Source
                || (row.Flags.HasFlag(InstructionFlags.DestinationInBankRule) && i == 0 && destination != "--"))
            {
                sources.Add(statement.Operands[i]);
            }
        }

        if (sources.Count == 2 && ClassOf(sources[0]) == ClassOf(sources[1]))
        {
            return true;
        }

        return !row.Flags.HasFlag(InstructionFlags.DestinationInBankRule)
            && sources.Any(source => PointerOf(source) == PointerOf(destination) && PointerOf(source) != ' '
                && OffsetOf(source) != OffsetOf(destination));
    }

    private static char ClassOf(string token) => token switch
    {
        _ when token.StartsWith("*l", StringComparison.Ordinal) => 'l',
        _ when token.StartsWith('n') || token.StartsWith("*n", StringComparison.Ordinal) => 'n',
        _ when token.Contains('$', StringComparison.Ordinal) => '$',
        _ when char.IsDigit(token[0]) => '0',
        _ => token.TrimStart('@')[0],
    };

    private static char PointerOf(string token) =>
        token.StartsWith("*l$index", StringComparison.Ordinal) ? token[8] : ' ';

    private static string OffsetOf(string token)
    {
        int bracket = token.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? "0" : token[(bracket + 1)..^1];
    }
}
