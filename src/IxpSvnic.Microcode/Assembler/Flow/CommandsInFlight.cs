using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>
/// Which commands may still be under way behind each node: from the command until its signal has been waited for.
/// A command without a signal is never known to be over.
/// </summary>
internal static class CommandsInFlight
{
    /// <summary>For each node the set of nodes whose command may be under way while it executes or behind it.</summary>
    public static BitRow[] Solve(AssemblyProgram program)
    {
        List<ProgramNode> nodes = program.Nodes;
        Dictionary<SignalSymbol, BitRow> raisedBy = [];
        foreach (ProgramNode node in nodes)
        {
            if ((node.Raises ?? node.SwapsOn) is { } signal)
            {
                if (!raisedBy.TryGetValue(signal, out BitRow? row))
                {
                    row = new BitRow(nodes.Count);
                    raisedBy.Add(signal, row);
                }

                row.Add(node.Index);
            }
        }

        List<SignalSymbol>[] settled = SettledBehind(nodes);
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
                if (node.IsCommand && (node.SwapsOn is null || node.Defer > 0))
                {
                    here.Add(i);
                }

                foreach (int next in node.Successors)
                {
                    BitRow onEdge = here;
                    foreach (SignalSymbol signal in settled[i].Concat(SettledByBranch(node, next)))
                    {
                        if (raisedBy.TryGetValue(signal, out BitRow? row))
                        {
                            onEdge = ReferenceEquals(onEdge, here) ? here.Copy() : onEdge;
                            onEdge.ExceptWith(row);
                        }
                    }

                    changed |= before[next].UnionWith(onEdge);
                }

                behind[i].UnionWith(here);
            }
        }

        return behind;
    }

    /// <summary>Signals that have certainly come behind each node: a swap acts after what it defers.</summary>
    private static List<SignalSymbol>[] SettledBehind(List<ProgramNode> nodes)
    {
        List<SignalSymbol>[] settled = new List<SignalSymbol>[nodes.Count];
        for (int i = 0; i < nodes.Count; i++)
        {
            settled[i] = [];
        }

        foreach (ProgramNode node in nodes)
        {
            List<SignalSymbol> waited = node.SwapsOn is { } swap ? [swap]
                : node.Op == MicroOp.CtxArb && !node.HasOption("any") ? node.Awaits
                : node.IsInstruction ? []
                : node.Awaits;
            settled[FlowGraph.LastDeferred(nodes, node)].AddRange(waited);
        }

        return settled;
    }

    private static List<SignalSymbol> SettledByBranch(ProgramNode node, int next)
    {
        bool fallsThrough = next == node.Index + 1;
        bool settles = node.Defer == 0
            && ((node.Op == MicroOp.BrSignal && !fallsThrough) || (node.Op == MicroOp.BrNotSignal && fallsThrough));
        return settles ? node.Awaits : [];
    }
}
