using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Checks;

/// <summary>
/// Warns where a new pointer, CSR or remainder is used before it holds. Source: section 4.2 of the MEv2 reference.
/// *Not modelled:* distances across a context swap, and the self mode of next-neighbour registers.
/// </summary>
internal sealed class WriteToUseCheck
{
    private readonly AssemblyProgram _program;
    private readonly Neighbours _neighbours;
    private readonly Dictionary<ProgramNode, DecodedInstruction> _decoded = [];

    private WriteToUseCheck(AssemblyProgram program, IReadOnlyList<ulong> words)
    {
        _program = program;
        _neighbours = new Neighbours(program);
        foreach (ProgramNode node in program.Nodes.Where(n => n.IsInstruction))
        {
            if (InstructionDecoder.TryDecode(words[node.Address], out DecodedInstruction instruction))
            {
                _decoded[node] = instruction;
            }
        }
    }

    public static void Run(AssemblyProgram program, IReadOnlyList<ulong> words)
    {
        WriteToUseCheck check = new(program, words);
        foreach ((ProgramNode node, DecodedInstruction instruction) in check._decoded)
        {
            check.Follow(node, instruction);
        }
    }

    private void Follow(ProgramNode node, DecodedInstruction instruction)
    {
        switch (instruction.Op)
        {
            case MicroOp.LocalCsrWrite:
                FollowCsr(node, LocalCsrs.NameOf(instruction.Csr), instruction.Csr);
                break;
            case MicroOp.CamLookup when instruction.CamPointer != 0:
                int pointer = instruction.CamPointer - 1;
                Find(node, 3, $"local memory pointer {pointer}", i => UsesPointer(i, pointer));
                break;
            case MicroOp.CrcBe or MicroOp.CrcLe:
                Find(node, 1, "the CRC unit", i => i.Op is MicroOp.CrcBe or MicroOp.CrcLe);
                Find(node, 5, "CRC_REMAINDER", i =>
                    i.Op == MicroOp.LocalCsrRead && i.Csr == LocalCsrs.Number("CRC_REMAINDER"));
                break;
            default:
                break;
        }
    }

    private void FollowCsr(ProgramNode node, string name, int csr)
    {
        if (name.StartsWith("ACTIVE_LM_ADDR_", StringComparison.Ordinal))
        {
            int pointer = name["ACTIVE_LM_ADDR_".Length] - '0';
            Find(node, 3, name, i => UsesPointer(i, pointer));
        }

        if (name.StartsWith("T_INDEX", StringComparison.Ordinal))
        {
            Find(node, 3, name, i => Uses(i, k => k is >= OperandKind.SIndex and <= OperandKind.DIndexDec));
        }

        if (name.EndsWith("BYTE_INDEX", StringComparison.Ordinal))
        {
            Find(node, 3, name, i => i.Op is MicroOp.ByteAlignBe or MicroOp.ByteAlignLe);
        }

        if (name == "NN_PUT")
        {
            Find(node, 4, name, i => IsRing(i.Dest.Kind));
        }
        else if (name == "NN_GET")
        {
            Find(node, 4, name, i => IsRing(i.A.Kind) || IsRing(i.B.Kind));
        }

        Find(node, 3, name, i => i.Op == MicroOp.LocalCsrRead && i.Csr == csr);
    }

    private static bool IsRing(OperandKind kind) => kind is OperandKind.NnIndex or OperandKind.NnIndexInc;

    private static bool UsesPointer(DecodedInstruction instruction, int pointer) => Uses(
        instruction,
        kind => pointer == 0
        ? kind is >= OperandKind.LocalMemory0 and <= OperandKind.LocalMemory0PostDec
        : kind is >= OperandKind.LocalMemory1 and <= OperandKind.LocalMemory1PostDec);

    private static bool Uses(DecodedInstruction instruction, Func<OperandKind, bool> isOne) =>
        isOne(instruction.Dest.Kind) || isOne(instruction.A.Kind) || isOne(instruction.B.Kind);

    /// <summary>Looks at the next <paramref name="distance"/> instructions on every path up to a swap.</summary>
    private void Find(ProgramNode from, int distance, string what, Func<DecodedInstruction, bool> uses)
    {
        HashSet<ProgramNode> front = [from];
        for (int between = 0; between < distance; between++)
        {
            HashSet<ProgramNode> next = [];
            foreach (ProgramNode node in front.SelectMany(_neighbours.After))
            {
                if (!_decoded.TryGetValue(node, out DecodedInstruction instruction))
                {
                    continue;
                }

                if (uses(instruction))
                {
                    _program.Diagnostics.Warning(
                        DiagnosticKind.WriteToUse,
                        node.At,
                        $"uses {what} {between} instructions after line {from.At.Position.Line} wrote it; "
                        + $"{distance} are needed",
                        node.Mnemonic);
                }
                else if (instruction.Op != MicroOp.CtxArb && !instruction.Swaps)
                {
                    next.Add(node);
                }
            }

            front = next;
        }
    }
}
