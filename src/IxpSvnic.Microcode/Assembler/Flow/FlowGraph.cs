using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>
/// Which node may follow which. A branch acts behind its deferred instructions; a return goes to every label loaded
/// into its register.
/// </summary>
internal static class FlowGraph
{
    public static void Build(AssemblyProgram program)
    {
        List<ProgramNode> nodes = program.Nodes;
        bool[] stops = new bool[nodes.Count];
        foreach (ProgramNode node in nodes)
        {
            if (!node.IsInstruction || node.Row is null)
            {
                continue;
            }

            int last = LastDeferred(nodes, node);
            foreach (LabelSymbol target in Targets(program, node))
            {
                AddEdge(nodes, last, target.Node);
            }

            if (Stops(node))
            {
                stops[last] = true;
            }
        }

        for (int i = 0; i + 1 < nodes.Count; i++)
        {
            if (!stops[i])
            {
                AddEdge(nodes, i, i + 1);
            }
        }
    }

    /// <summary>The node behind which a branch takes effect: itself, or the last instruction it defers.</summary>
    public static int LastDeferred(List<ProgramNode> nodes, ProgramNode branch)
    {
        int at = branch.Index;
        for (int left = branch.Defer; left > 0; left--)
        {
            int next = at + 1;
            while (next < nodes.Count && !nodes[next].IsInstruction)
            {
                next++;
            }

            if (next >= nodes.Count)
            {
                break;
            }

            at = next;
        }

        return at;
    }

    private static void AddEdge(List<ProgramNode> nodes, int from, int to)
    {
        if (to < nodes.Count && !nodes[from].Successors.Contains(to))
        {
            nodes[from].Successors.Add(to);
        }
    }

    private static bool Stops(ProgramNode node)
    {
        if (node.Op == MicroOp.CtxArb)
        {
            return node.HasOption("br") || (node.Operands.Count == 1
                && node.Operands[0].Text.Equals("kill", StringComparison.OrdinalIgnoreCase));
        }

        return node.Flags.HasFlag(InstructionFlags.Unconditional);
    }

    private static IEnumerable<LabelSymbol> Targets(AssemblyProgram program, ProgramNode node)
    {
        if (node.Op == MicroOp.Jump)
        {
            return JumpTargets(program, node);
        }

        IEnumerable<InstructionOperand> operands = node.Op == MicroOp.CtxArb
            ? node.FindOption("br")?.Arguments ?? []
            : node.Operands.Where(o => o.Slot?.Role == OperandRole.Label);
        return operands.Where(o => o.Label?.Label is not null).Select(o => o.Label!.Label!);
    }

    private static IEnumerable<LabelSymbol> JumpTargets(AssemblyProgram program, ProgramNode node)
    {
        if (node.FindOption("targets") is { } targets)
        {
            return targets.Arguments.Where(a => a.Label?.Label is not null).Select(a => a.Label!.Label!);
        }

        if (node.Operands.Count > 1)
        {
            program.Diagnostics.Warning(
                DiagnosticKind.JumpTargets, node.At, "jump without targets[...] may go to every label");
            return program.LabelReferences.Where(r => r.Label is not null).Select(r => r.Label!).Distinct();
        }

        RegisterSymbol? register = node.Operands.Count > 0 ? node.Operands[0].Register : null;
        List<(LabelSymbol Label, RegisterSymbol? Register)> loaded = [];
        foreach (ProgramNode other in program.Nodes)
        {
            foreach (InstructionOperand operand in other.Operands)
            {
                if (operand.Label?.Label is { } label && operand.Slot?.Role == OperandRole.Immediate)
                {
                    loaded.Add((label, other.Operands[0].Register));
                }
            }
        }

        IEnumerable<LabelSymbol> own = loaded
            .Where(l => register is not null && l.Register == register).Select(l => l.Label);
        return own.Any() ? own : loaded.Select(l => l.Label);
    }
}
