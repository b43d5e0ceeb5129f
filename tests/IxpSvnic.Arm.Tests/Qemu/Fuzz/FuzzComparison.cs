using System.Buffers.Binary;
using System.Text;
using IxpSvnic.Arm.Elf;

namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>Runs one random program on both sides; a difference is narrowed down to the first instruction that shows it.</summary>
internal static class FuzzComparison
{
    /// <summary>Instructions executed by the random code itself, checkpoints not counted.</summary>
    public static long Check(FuzzOptions options)
    {
        FuzzProgram program = FuzzGenerator.Create(options);
        FuzzOutcome expected = FuzzReference.Run(program);
        FuzzOutcome actual = FuzzSubject.Run(program);
        if (!expected.Bytes.AsSpan().SequenceEqual(actual.Bytes))
        {
            throw new AssertFailedException(Explain(program, expected, actual));
        }

        return actual.Instructions - ((long)program.Checkpoints.Count * program.CheckpointCost * options.Passes);
    }

    private static string Explain(FuzzProgram program, FuzzOutcome expected, FuzzOutcome actual)
    {
        int record = FirstDifference(program, expected, actual);
        if (record < 0)
        {
            int at = expected.Bytes.AsSpan().CommonPrefixLength(actual.Bytes) - program.LogBytes;
            return $"{program.Options}: only the sandbox differs, first at 0x{program.SandboxAddress + (uint)at:x8}";
        }

        int block = program.Checkpoints[record].Block;
        if (program.Options.DenseBlock == block)
        {
            return Describe(program, record, expected, actual);
        }

        FuzzProgram dense = FuzzGenerator.Create(program.Options with { DenseBlock = block });
        FuzzOutcome denseExpected = FuzzReference.Run(dense);
        FuzzOutcome denseActual = FuzzSubject.Run(dense);
        int first = FirstDifference(dense, denseExpected, denseActual);
        return first < 0
            ? Describe(program, record, expected, actual) + "\n(no difference with a checkpoint after every instruction)"
            : Describe(dense, first, denseExpected, denseActual);
    }

    private static int FirstDifference(FuzzProgram program, FuzzOutcome expected, FuzzOutcome actual)
    {
        int same = expected.Bytes.AsSpan().CommonPrefixLength(actual.Bytes);
        return same < program.LogBytes ? same / (4 * FuzzProgram.RecordNames.Length) : -1;
    }

    private static string Describe(FuzzProgram program, int record, FuzzOutcome expected, FuzzOutcome actual)
    {
        FuzzCheckpoint checkpoint = program.Checkpoints[record];
        StringBuilder text = new();
        text.AppendLine($"{program.Options}: the first difference is in record {record}");
        for (int i = 0; i < FuzzProgram.RecordNames.Length; i++)
        {
            uint before = record == 0 ? 0 : Word(program, expected, record - 1, i);
            uint wanted = Word(program, expected, record, i);
            uint got = Word(program, actual, record, i);
            text.AppendLine($"  {FuzzProgram.RecordNames[i],-4} before {before:x8} expected {wanted:x8} got {got:x8}{(wanted == got ? "" : "   <---")}");
        }

        text.Append(Disassemble(program, checkpoint));
        return text.ToString();
    }

    private static uint Word(FuzzProgram program, FuzzOutcome outcome, int record, int index)
    {
        ReadOnlySpan<byte> at = outcome.Bytes.AsSpan((record * 4 * FuzzProgram.RecordNames.Length) + (4 * index));
        return program.Options.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
    }

    private static string Disassemble(FuzzProgram program, FuzzCheckpoint checkpoint)
    {
        using TemporaryFolder folder = new();
        string file = folder["code.bin"];
        ProgramSegment code = ElfReader.Read("fuzz", program.Elf).Segments[0];
        File.WriteAllBytes(file, code.Data.ToArray());
        byte[] listing = ExternalTool.Output(
            "arm-none-eabi-objdump",
            "-D",
            "-b", "binary",
            "-marm", "-m", "xscale",
            program.Options.IsBigEndian ? "-EB" : "-EL",
            "-M", checkpoint.IsThumb ? "force-thumb,reg-names-raw" : "reg-names-raw",
            $"--adjust-vma=0x{code.Address:x}",
            $"--start-address=0x{checkpoint.Start:x}",
            $"--stop-address=0x{checkpoint.End:x}",
            file);
        return Encoding.UTF8.GetString(listing);
    }
}
