using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Allocation;

/// <summary>
/// Gives transfer and next-neighbour registers their numbers. A register bound in an order moves with its group; a
/// number is shared only between registers that are never needed at once, commands under way included.
/// </summary>
internal sealed class TransferAllocator
{
    private readonly AssemblyProgram _program;
    private readonly BitRow[] _occupied;
    private readonly List<(RegisterClass Class, int Item, int Number)> _placed = [];
    private readonly HashSet<(RegisterClass Class, int Number)> _physical = [];

    private TransferAllocator(AssemblyProgram program, BitRow[] inFlight)
    {
        _program = program;
        _occupied = BitRow.Rows(program.Registers.Count * 2, Math.Max(program.Nodes.Count, 1));
        Occupy(inFlight);
    }

    public static void Allocate(AssemblyProgram program, BitRow[] inFlight)
    {
        TransferAllocator allocator = new(program, inFlight);
        allocator.ReservePhysical();
        allocator.PlaceTransfers();
        allocator.NumberNextNeighbours();
    }

    /// <summary>Item of the file an access touches: in-registers even, out-registers odd.</summary>
    private static IEnumerable<(int Item, bool IsUse)> Items(RegisterAccess access)
    {
        int read = access.Symbol.Index * 2;
        if (access.Reads)
        {
            yield return (access.ByCommand ? read + 1 : read, true);
        }

        if (access.Writes)
        {
            yield return (access.ByCommand ? read : read + 1, false);
        }
    }

    private void Occupy(BitRow[] inFlight)
    {
        List<ProgramNode> nodes = _program.Nodes;
        List<int>[] uses = Liveness.Lists(nodes.Count);
        List<int>[] definitions = Liveness.Lists(nodes.Count);
        foreach (ProgramNode node in nodes)
        {
            foreach ((int item, bool isUse) in node.Accesses.Where(a => a.Symbol.IsTransfer).SelectMany(Items))
            {
                (isUse ? uses : definitions)[node.Index].Add(item);
            }
        }

        BitRow[] liveOut = Liveness.Solve(nodes, _occupied.Length, uses, definitions);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (int item in liveOut[i].Members().Concat(definitions[i]))
            {
                _occupied[item].Add(i);
            }

            foreach (int command in inFlight[i].Members())
            {
                foreach (int item in uses[command].Concat(definitions[command]))
                {
                    _occupied[item].Add(i);
                }
            }
        }

        foreach (RegisterSymbol register in _program.Registers.Where(r => r.IsPinned && r.IsTransfer))
        {
            _occupied[register.Index * 2].AddAll();
            _occupied[(register.Index * 2) + 1].AddAll();
        }
    }

    private void ReservePhysical()
    {
        foreach (Operand operand in _program.Nodes.SelectMany(n => n.Operands).Select(o => o.Physical))
        {
            if (operand.Kind is OperandKind.SXfer or OperandKind.DXfer or OperandKind.NextNeighbour)
            {
                RegisterClass @class = operand.Kind switch
                {
                    OperandKind.SXfer => RegisterClass.S,
                    OperandKind.DXfer => RegisterClass.D,
                    _ => RegisterClass.NextNeighbour,
                };
                _physical.Add((@class, operand.Value));
            }
        }
    }

    private void PlaceTransfers()
    {
        List<TransferGroup> groups = [];
        foreach (RegisterSymbol register in _program.Registers.Where(r => r.IsTransfer))
        {
            TransferGroup group = TransferGroup.GroupOf(register);
            if (!groups.Contains(group) && group.Members.Exists(m => m.IsUsed))
            {
                groups.Add(group);
            }
        }

        foreach (TransferGroup group in groups
            .OrderByDescending(g => g.Members.Exists(m => m.FixedNumber >= 0))
            .ThenByDescending(Span)
            .ThenByDescending(g => g.Members.Exists(m => m.IsPinned)))
        {
            Place(group);
        }
    }

    private static int Span(TransferGroup group) =>
        group.Members.Max(m => m.Offset) - group.Members.Min(m => m.Offset) + 1;

    private void Place(TransferGroup group)
    {
        int lowest = group.Members.Min(m => m.Offset);
        int span = Span(group);
        RegisterSymbol first = group.Members.MinBy(m => m.Offset)!;
        RegisterSymbol? bound = group.Members.Find(m => m.FixedNumber >= 0);
        int from = bound is null ? 0 : bound.FixedNumber - (bound.Offset - lowest);
        int to = bound is null ? _program.Window - span : from;
        for (int start = from; start <= to; start++)
        {
            if (start >= 0 && start + span <= _program.Window && Fits(group, start - lowest))
            {
                foreach (RegisterSymbol member in group.Members)
                {
                    member.Number = start + member.Offset - lowest;
                    foreach (int item in Sides(member))
                    {
                        _placed.Add((member.Class, item, member.Number));
                    }
                }

                return;
            }
        }

        string kind = first.Class == RegisterClass.S ? "$" : "$$";
        string message = bound is not null
            ? $"the order puts registers outside 0 to {_program.Window - 1}, or on a number that is taken"
            : $"no {span} {kind} transfer registers in a row are free";
        _program.Diagnostics.Error(DiagnosticKind.OutOfTransferRegisters, first.Declaration, message, first.Name);
    }

    private static IEnumerable<int> Sides(RegisterSymbol register)
    {
        if (register.HasReadSide)
        {
            yield return register.Index * 2;
        }

        if (register.HasWriteSide)
        {
            yield return (register.Index * 2) + 1;
        }
    }

    private bool Fits(TransferGroup group, int shift)
    {
        foreach (RegisterSymbol member in group.Members)
        {
            int number = member.Offset + shift;
            if ((member.FixedNumber >= 0 && member.FixedNumber != number) || _physical.Contains((member.Class, number)))
            {
                return false;
            }

            foreach (int item in Sides(member))
            {
                foreach ((RegisterClass @class, int other, int taken) in _placed)
                {
                    if (@class == member.Class && taken == number && (other & 1) == (item & 1)
                        && _occupied[other].Overlaps(_occupied[item]))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>In the order of declaration: the engine next door has to know them.</summary>
    private void NumberNextNeighbours()
    {
        HashSet<int> taken = [.. _physical.Where(p => p.Class == RegisterClass.NextNeighbour).Select(p => p.Number)];
        List<RegisterSymbol> registers = [.. _program.Registers.Where(r => r.Class == RegisterClass.NextNeighbour)];
        taken.UnionWith(registers.Select(r => r.FixedNumber));
        foreach (RegisterSymbol register in registers)
        {
            int number = register.FixedNumber;
            for (int n = 0; number < 0 && n < _program.Window; n++)
            {
                number = taken.Add(n) ? n : -1;
            }

            register.Number = number;
            if (number < 0)
            {
                _program.Diagnostics.Error(
                    DiagnosticKind.OutOfTransferRegisters,
                    register.Declaration,
                    "no next-neighbour register is free",
                    register.Name);
            }
        }
    }
}
