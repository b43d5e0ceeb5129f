using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>
/// Which commands may still be under way behind each node: from the command until its signal has been waited for.
/// A command without a signal is never known to be over.
/// </summary>
internal static class CommandsInFlight
{
    /// <summary>For each node the set of nodes whose command may be under way behind it.</summary>
    public static BitRow[] Solve(AssemblyProgram program)
    {
        List<ProgramNode> nodes = program.Nodes;
        Dictionary<SignalSymbol, BitRow> raisedBy = [];
        foreach (ProgramNode node in nodes)
        {
            if (node.Raises is { } signal)
            {
                if (!raisedBy.TryGetValue(signal, out BitRow? row))
                {
                    row = new BitRow(nodes.Count);
                    raisedBy.Add(signal, row);
                }

                row.Add(node.Index);
            }
        }

        BitRow[] before = BitRow.Rows(nodes.Count, nodes.Count);
        BitRow[] behind = BitRow.Rows(nodes.Count, nodes.Count);
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 0; i < nodes.Count; i++)
            {
                ProgramNode node = nodes[i];
                BitRow here = before[i].Copy();
                if (node.IsCommand && node.SwapsOn is null)
                {
                    here.Add(i);
                }

                foreach (int next in node.Successors)
                {
                    BitRow onEdge = here;
                    foreach (SignalSymbol signal in Settled(node, next))
                    {
                        if (raisedBy.TryGetValue(signal, out BitRow? row))
                        {
                            onEdge = ReferenceEquals(onEdge, here) ? here.Copy() : onEdge;
                            onEdge.ExceptWith(row);
                        }
                    }

                    changed |= before[next].UnionWith(onEdge);
                    behind[i].UnionWith(onEdge);
                }
            }
        }

        return behind;
    }

    /// <summary>Signals that have certainly come when control goes from the node to the next one.</summary>
    private static IEnumerable<SignalSymbol> Settled(ProgramNode node, int next)
    {
        if (node.SwapsOn is { } swap)
        {
            return [swap];
        }

        return node.Op switch
        {
            MicroOp.CtxArb => node.HasOption("any") ? [] : node.Awaits,
            MicroOp.BrSignal => node.Defer == 0 && next != node.Index + 1 ? node.Awaits : [],
            MicroOp.BrNotSignal => node.Defer == 0 && next == node.Index + 1 ? node.Awaits : [],
            _ => node.IsInstruction ? [] : node.Awaits,
        };
    }
}
