using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>An instruction, or an annotation between two of them.</summary>
internal sealed class ProgramNode(NodeKind kind, Token at)
{
    public NodeKind Kind { get; } = kind;

    public Token At { get; } = at;

    public int Index { get; set; }

    /// <summary>Instruction address; for an annotation that of the next instruction.</summary>
    public int Address { get; set; }

    public string Mnemonic { get; init; } = "";

    public InstructionRow? Row { get; init; }

    public IReadOnlyList<InstructionOperand> Operands { get; init; } = [];

    public IReadOnlyList<InstructionOption> Options { get; init; } = [];

    public List<RegisterAccess> Accesses { get; } = [];

    /// <summary>Signal of <c>sig_done</c>.</summary>
    public SignalSymbol? Raises { get; set; }

    /// <summary>Signal of <c>ctx_swap</c>.</summary>
    public SignalSymbol? SwapsOn { get; set; }

    /// <summary>Signals waited for or tested.</summary>
    public List<SignalSymbol> Awaits { get; } = [];

    public int Defer { get; set; }

    /// <summary>Nodes that may follow.</summary>
    public List<int> Successors { get; } = [];

    /// <summary>For a trace point: its name, and its register as the only operand if it has one.</summary>
    public string? TraceName { get; init; }

    public bool IsInstruction => Kind == NodeKind.Instruction;

    public MicroOp Op => Row?.Op ?? MicroOp.Illegal;

    public InstructionFlags Flags => Row?.Flags ?? InstructionFlags.None;

    public bool IsCommand => Row?.Timing == TimingClass.Command;

    public bool HasOption(string name) => FindOption(name) is not null;

    public InstructionOption? FindOption(string name)
    {
        foreach (InstructionOption option in Options)
        {
            if (option.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return option;
            }
        }

        return null;
    }
}
