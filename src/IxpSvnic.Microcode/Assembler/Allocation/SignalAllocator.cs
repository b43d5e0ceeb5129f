using System.Globalization;
using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Allocation;

/// <summary>
/// Gives signals the numbers 1 to 15, pairs an even one and the next. A number is used again where the signal can be
/// neither pending nor on its way. Source: section 5.6 of the MEv2 reference.
/// </summary>
internal sealed class SignalAllocator
{
    private const int Numbers = 16;

    private readonly AssemblyProgram _program;
    private readonly BitRow[] _occupied;
    private readonly BitRow[] _used;

    private SignalAllocator(AssemblyProgram program, BitRow[] inFlight)
    {
        _program = program;
        int nodes = Math.Max(program.Nodes.Count, 1);
        _occupied = BitRow.Rows(program.Signals.Count, nodes);
        _used = BitRow.Rows(Numbers, nodes);
        Pin();
        Occupy(inFlight);
    }

    public static void Allocate(AssemblyProgram program, BitRow[] inFlight) =>
        new SignalAllocator(program, inFlight).Run();

    /// <summary>What is raised or awaited elsewhere only must keep its number for the whole program.</summary>
    private void Pin()
    {
        HashSet<SignalSymbol> raised = [];
        foreach (ProgramNode node in _program.Nodes)
        {
            if ((node.Raises ?? node.SwapsOn) is { } signal)
            {
                raised.Add(signal);
            }
        }

        foreach (SignalSymbol signal in _program.Signals.Where(s => s.IsUsed))
        {
            if (!signal.IsAwaited)
            {
                _program.Diagnostics.Warning(
                    DiagnosticKind.Unused, signal.Declaration, "signal is raised but never waited for", signal.Name);
            }

            signal.IsPinned |= !signal.IsAwaited || !raised.Contains(signal);
        }
    }

    private void Occupy(BitRow[] inFlight)
    {
        List<ProgramNode> nodes = _program.Nodes;
        List<int>[] uses = Liveness.Lists(nodes.Count);
        List<int>[] definitions = Liveness.Lists(nodes.Count);
        foreach (ProgramNode node in nodes)
        {
            uses[node.Index].AddRange(node.Awaits.Select(s => s.Index));
            if ((node.Raises ?? node.SwapsOn) is { } signal)
            {
                definitions[node.Index].Add(signal.Index);
            }
        }

        BitRow[] liveOut = Liveness.Solve(nodes, _occupied.Length, uses, definitions);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (int signal in liveOut[i].Members().Concat(definitions[i]))
            {
                _occupied[signal].Add(i);
            }

            foreach (int command in inFlight[i].Members())
            {
                if ((nodes[command].Raises ?? nodes[command].SwapsOn) is { } raised)
                {
                    _occupied[raised.Index].Add(i);
                }
            }
        }

        foreach (SignalSymbol signal in _program.Signals.Where(s => s.IsPinned))
        {
            _occupied[signal.Index].AddAll();
        }
    }

    private void Run()
    {
        ReservePhysical();
        List<SignalSymbol> order = [.. _program.Signals.Where(s => s.IsUsed)
            .OrderByDescending(s => s.FixedNumber >= 0).ThenByDescending(s => s.IsPair).ThenByDescending(s =>
                s.IsPinned)];
        foreach (SignalSymbol signal in order)
        {
            if (signal.IsPair && signal.FixedNumber >= 0 && (signal.FixedNumber & 1) != 0)
            {
                _program.Diagnostics.Error(
                    DiagnosticKind.SignalPair,
                    signal.Declaration,
                    $"a pair starts at an even number, not {signal.FixedNumber}",
                    signal.Name);
                continue;
            }

            signal.Number = Choose(signal);
            if (signal.Number < 0)
            {
                string message = signal.FixedNumber >= 0
                    ? $"signal number {signal.FixedNumber} is taken"
                    : signal.IsPair ? "no pair of signals is free" : "no signal is free";
                _program.Diagnostics.Error(DiagnosticKind.OutOfSignals, signal.Declaration, message, signal.Name);
                continue;
            }

            _used[signal.Number].UnionWith(_occupied[signal.Index]);
            if (signal.IsPair)
            {
                _used[signal.Number + 1].UnionWith(_occupied[signal.Index]);
            }
        }
    }

    private int Choose(SignalSymbol signal)
    {
        int first = signal.FixedNumber >= 0 ? signal.FixedNumber : signal.IsPair ? 2 : 1;
        int last = signal.FixedNumber >= 0 ? first : signal.IsPair ? 14 : 15;
        for (int number = first; number <= last; number += signal.IsPair ? 2 : 1)
        {
            if (!_used[number].Overlaps(_occupied[signal.Index])
                && (!signal.IsPair || (number < 15 && !_used[number + 1].Overlaps(_occupied[signal.Index]))))
            {
                return number;
            }
        }

        return -1;
    }

    private void ReservePhysical()
    {
        foreach (ProgramNode node in _program.Nodes)
        {
            IEnumerable<InstructionOperand> operands = node.Operands.Concat(
                node.Options.Where(o => o.Name is "ctx_swap" or "sig_done").SelectMany(o => o.Arguments));
            foreach (InstructionOperand operand in operands)
            {
                if (operand.Form == OperandForm.Text && operand.Slot?.Role == OperandRole.Signal
                    && operand.Text.StartsWith("sig", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(operand.Text.AsSpan(3), CultureInfo.InvariantCulture, out int number)
                    && number is > 0 and < Numbers)
                {
                    _used[number].AddAll();
                    bool isPair = node.Flags.HasFlag(InstructionFlags.SignalPair);
                    if (isPair && number < 15)
                    {
                        _used[number + 1].AddAll();
                    }
                }
            }
        }
    }
}
