using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Checks;

/// <summary>
/// What no single instruction can tell: deferred instructions, adjacency, missing signals, unused names. Source:
/// section 5.7 of the MEv2 reference.
/// </summary>
internal sealed class ProgramChecks
{
    private readonly AssemblyProgram _program;
    private readonly List<ProgramNode> _instructions;
    private readonly Neighbours _neighbours;

    private ProgramChecks(AssemblyProgram program)
    {
        _program = program;
        _instructions = [.. program.Nodes.Where(n => n.IsInstruction)];
        _neighbours = new Neighbours(program);
    }

    /// <summary>Checks that need no numbers yet.</summary>
    public static void Run(AssemblyProgram program)
    {
        ProgramChecks checks = new(program);
        for (int i = 0; i < checks._instructions.Count; i++)
        {
            checks.CheckDeferred(i);
            checks.CheckSignal(checks._instructions[i]);
            checks.CheckLocalCsrRead(i);
            checks.CheckCam(i);
            checks.CheckResult(checks._instructions[i]);
        }

        checks.CheckNames();
    }

    private void CheckDeferred(int index)
    {
        ProgramNode branch = _instructions[index];
        for (int slot = 1; slot <= Math.Min(branch.Defer, 3); slot++)
        {
            if (index + slot >= _instructions.Count)
            {
                _program.Diagnostics.Error(
                    DiagnosticKind.DeferSlot, branch.At, $"program ends before {branch.Defer} deferred instructions");
                return;
            }

            ProgramNode deferred = _instructions[index + slot];
            if (deferred.Row?.Timing is TimingClass.Branch or TimingClass.ContextSwap || deferred.SwapsOn is not null
                || deferred.HasOption("ctx_swap"))
            {
                _program.Diagnostics.Error(
                    DiagnosticKind.DeferSlot,
                    deferred.At,
                    $"cannot be deferred by the {branch.Mnemonic} of line {branch.At.Position.Line}",
                    deferred.Mnemonic);
            }
        }
    }

    private void CheckSignal(ProgramNode node)
    {
        if (node.Flags.HasFlag(InstructionFlags.NeedsSignal) && !node.HasOption("ctx_swap")
            && !node.HasOption("sig_done"))
        {
            _program.Diagnostics.Error(
                DiagnosticKind.MissingSignal,
                node.At,
                $"{node.Row!.Title} needs ctx_swap or sig_done: nothing else tells when its data has come",
                node.Mnemonic);
        }
    }

    private void CheckLocalCsrRead(int index)
    {
        ProgramNode node = _instructions[index];
        if (node.Op != MicroOp.LocalCsrRead)
        {
            return;
        }

        ProgramNode? next = index + 1 < _instructions.Count ? _instructions[index + 1] : null;
        bool isZero = next is { Op: MicroOp.Immed, Operands.Count: 2 }
            && next.Operands[1].Tokens.Count == 1
            && OperandText.TryParseNumber(next.Operands[1].Tokens[0].Text, out long value) && value == 0;
        if (!isZero)
        {
            _program.Diagnostics.Error(
                DiagnosticKind.LocalCsrRead,
                node.At,
                "the next instruction must be immed[register, 0], which receives the value",
                node.Mnemonic);
        }
    }

    private void CheckCam(int index)
    {
        ProgramNode node = _instructions[index];
        ProgramNode? before = index > 0 ? _instructions[index - 1] : null;
        if (node.Row?.Timing == TimingClass.Cam && before is { Row: { Timing: TimingClass.Branch, Stage: 2 } }
            && !before.Flags.HasFlag(InstructionFlags.Unconditional))
        {
            _program.Diagnostics.Warning(
                DiagnosticKind.CamAfterBranch,
                node.At,
                $"follows {before.Mnemonic}, which decides too late to keep the CAM from acting",
                node.Mnemonic);
        }
    }

    private void CheckResult(ProgramNode node)
    {
        string? user = node.HasOption("indirect_ref") ? "indirect_ref"
            : node.Op == MicroOp.CapFastWrAlu ? "ALU"
            : node.Op == MicroOp.Asr ? "asr"
            : node.Operands.Any(o => o.Slot?.Role == OperandRole.Shift
                && o.Text.EndsWith("indirect", StringComparison.OrdinalIgnoreCase)) ? "an indirect shift"
            : null;
        if (user is null)
        {
            return;
        }

        bool fits = _neighbours.Before(node).All(b => b.Flags.HasFlag(InstructionFlags.LeavesResult));
        if (!fits || !_neighbours.Before(node).Any())
        {
            _program.Diagnostics.Warning(
                DiagnosticKind.LostResult,
                node.At,
                $"{user} takes the result of the instruction before, which leaves none",
                node.Mnemonic);
        }
    }

    private void CheckNames()
    {
        HashSet<RegisterSymbol> filled = [];
        IEnumerable<RegisterAccess> accesses = _program.Nodes.SelectMany(n => n.Accesses);
        foreach (RegisterAccess access in accesses.Where(a => a.ByCommand && a.Writes))
        {
            filled.Add(access.Symbol);
        }

        foreach (ProgramNode node in _program.Nodes)
        {
            foreach (RegisterAccess access in node.Accesses)
            {
                if (access is { Reads: true, ByCommand: false, Symbol: { IsTransfer: true, IsSetOutside: false } }
                    && !filled.Contains(access.Symbol))
                {
                    _program.Diagnostics.Warning(
                        DiagnosticKind.UseBeforeDefinition,
                        access.Operand?.At ?? node.At,
                        "no command of this program fills the register",
                        access.Symbol.Name);
                }
            }
        }

        foreach (RegisterSymbol register in _program.Registers
            .Where(r => !r.IsUsed && (r.Group?.Members.Count ?? 1) == 1))
        {
            _program.Diagnostics.Warning(
                DiagnosticKind.Unused, register.Declaration, "register is never used", register.Name);
        }

        foreach (SignalSymbol signal in _program.Signals.Where(s => !s.IsUsed))
        {
            _program.Diagnostics.Warning(
                DiagnosticKind.Unused, signal.Declaration, "signal is never used", signal.Name);
        }
    }
}
