using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Allocation;

/// <summary>
/// Which webs must be in different banks because one instruction reads both, and what physical operands beside them
/// fix. Colours every connected part both ways round, relative to its first web.
/// </summary>
internal sealed class BankGraph
{
    private readonly AssemblyProgram _program;
    private readonly List<Web> _webs;
    private readonly List<(int Other, ProgramNode Node)>[] _edges;

    /// <summary>Bank that an instruction's other operand forces, with the instruction.</summary>
    private readonly (int Bank, ProgramNode? Node)[] _forced;

    private BankGraph(AssemblyProgram program, List<Web> webs)
    {
        _program = program;
        _webs = webs;
        _edges = new List<(int, ProgramNode)>[webs.Count];
        _forced = new (int, ProgramNode?)[webs.Count];
        for (int i = 0; i < webs.Count; i++)
        {
            _edges[i] = [];
            _forced[i] = (webs[i].Symbol.FixedBank, null);
        }
    }

    /// <summary>Connected parts of the graph; null when some part cannot be coloured, which is reported.</summary>
    public static List<BankPart>? Solve(AssemblyProgram program, List<Web> webs)
    {
        BankGraph graph = new(program, webs);
        bool valid = true;
        foreach (ProgramNode node in program.Nodes)
        {
            valid &= graph.Add(node);
        }

        List<BankPart> parts = [];
        int[] colour = new int[webs.Count];
        Array.Fill(colour, -1);
        for (int i = 0; i < webs.Count; i++)
        {
            if (colour[i] < 0)
            {
                BankPart? part = graph.Colour(i, colour);
                valid &= part is not null;
                if (part is not null)
                {
                    parts.Add(part);
                }
            }
        }

        return valid ? parts : null;
    }

    private bool Add(ProgramNode node)
    {
        if (node.Row is null)
        {
            return true;
        }

        List<(InstructionOperand Operand, int Web, int Bank)> sources = [];
        foreach (InstructionOperand operand in node.Operands)
        {
            OperandRole role = operand.Slot?.Role ?? OperandRole.Missing;
            bool counts = role is OperandRole.Source or OperandRole.SourceDestination
                || (role == OperandRole.Destination && node.Flags.HasFlag(InstructionFlags.DestinationInBankRule));
            if (!counts)
            {
                continue;
            }

            if (operand.Register is { IsGpr: true })
            {
                sources.Add((operand, role == OperandRole.Destination ? operand.WriteWeb : operand.ReadWeb, -1));
            }
            else if (operand.Physical.IsBankA || operand.Physical.IsBankB)
            {
                sources.Add((operand, -1, operand.Physical.IsBankA ? 0 : 1));
            }
        }

        if (sources.Count != 2)
        {
            return true;
        }

        (InstructionOperand first, int left, int leftBank) = sources[0];
        (InstructionOperand second, int right, int rightBank) = sources[1];
        if (left >= 0 && left == right)
        {
            _program.Diagnostics.Error(
                DiagnosticKind.BankConflict,
                second.At,
                "one register cannot be read as both sources of an instruction",
                second.Text);
            return false;
        }

        if (left >= 0 && right >= 0)
        {
            _edges[left].Add((right, node));
            _edges[right].Add((left, node));
            return true;
        }

        if (left < 0 && right < 0)
        {
            if (leftBank == rightBank)
            {
                _program.Diagnostics.Error(
                    DiagnosticKind.BankConflict, second.At, "both sources are in the same bank", second.Text);
            }

            return leftBank != rightBank;
        }

        return left >= 0 ? Force(left, 1 - rightBank, first, node) : Force(right, 1 - leftBank, second, node);
    }

    private bool Force(int web, int bank, InstructionOperand operand, ProgramNode node)
    {
        if (_forced[web].Bank >= 0 && _forced[web].Bank != bank)
        {
            _program.Diagnostics.Error(
                DiagnosticKind.BankConflict,
                operand.At,
                $"register must be in bank {Name(bank)} here, but is bound to bank {Name(_forced[web].Bank)}"
                + Where(_forced[web].Node),
                operand.Text);
            return false;
        }

        _forced[web] = (bank, node);
        return true;
    }

    private static string Name(int bank) => bank == 0 ? "A" : "B";

    private static string Where(ProgramNode? node) =>
        node is null ? "" : $" by {node.At.Position.File}:{node.At.Position.Line}";

    private BankPart? Colour(int start, int[] colour)
    {
        BankPart part = new();
        Dictionary<int, (int From, ProgramNode Node)> cameFrom = [];
        Queue<int> queue = new();
        queue.Enqueue(start);
        colour[start] = 0;
        bool valid = true;
        while (queue.Count > 0)
        {
            int web = queue.Dequeue();
            part.Webs.Add(_webs[web]);
            part.Sides.Add(colour[web]);
            if (_forced[web].Bank >= 0)
            {
                int orientation = _forced[web].Bank ^ colour[web];
                if (part.Orientation >= 0 && part.Orientation != orientation)
                {
                    ReportForced(web);
                    valid = false;
                }

                part.Orientation = orientation;
            }

            foreach ((int other, ProgramNode node) in _edges[web])
            {
                if (colour[other] < 0)
                {
                    colour[other] = 1 - colour[web];
                    cameFrom[other] = (web, node);
                    queue.Enqueue(other);
                }
                else if (colour[other] == colour[web] && valid)
                {
                    ReportCycle(web, other, node, cameFrom);
                    valid = false;
                }
            }
        }

        return valid ? part : null;
    }

    private void ReportForced(int web)
    {
        Web offender = _webs[web];
        _program.Diagnostics.Error(
            DiagnosticKind.BankConflict,
            _forced[web].Node?.At ?? offender.Symbol.Declaration,
            $"'{offender.Symbol.Name}' is bound to bank {Name(_forced[web].Bank)}, but the registers it is read with "
            + "force it into the other",
            offender.Symbol.Name);
    }

    private void ReportCycle(
        int web, int other, ProgramNode node, Dictionary<int, (int From, ProgramNode Node)> cameFrom)
    {
        List<string> reasons = [];
        HashSet<ProgramNode> told = [node];
        foreach (int end in (int[])[web, other])
        {
            int step = end;
            while (cameFrom.TryGetValue(step, out (int From, ProgramNode Node) link) && told.Count < 8)
            {
                if (told.Add(link.Node))
                {
                    reasons.Add(
                        $"'{_webs[step].Symbol.Name}' with '{_webs[link.From].Symbol.Name}' "
                        + $"at line {link.Node.At.Position.Line}");
                }

                step = link.From;
            }
        }

        _program.Diagnostics.Error(
            DiagnosticKind.BankConflict,
            node.At,
            $"'{_webs[web].Symbol.Name}' and '{_webs[other].Symbol.Name}' must be in different banks, but other "
            + $"instructions force them into the same one ({string.Join(", ", reasons)}); copy one of them first",
            _webs[other].Symbol.Name);
    }
}
