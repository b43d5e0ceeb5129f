using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Assembler.Emission;

/// <summary>Writes a node as physical statement, once every symbol has its number.</summary>
internal sealed class StatementWriter(AssemblyProgram program, List<Web> webs)
{
    public Statement? Write(ProgramNode node)
    {
        List<string> operands = [];
        foreach (InstructionOperand operand in node.Operands)
        {
            bool isAmount = operand.Slot is { Role: OperandRole.Shift, Optional: true };
            if (isAmount && operand.Form == OperandForm.Expression && TryEvaluate(operand, out long amount)
                && amount == 0)
            {
                // A shift by nothing is written by leaving it out.
                continue;
            }

            if (Text(node, operand) is not { } text)
            {
                return null;
            }

            operands.AddRange(text);
        }

        List<StatementOption> options = [];
        foreach (InstructionOption option in node.Options)
        {
            if (option.Name is "ind_targets" or "targets" || (option.Name == "defer" && node.Defer == 0))
            {
                continue;
            }

            List<string> arguments = [];
            foreach (InstructionOperand argument in option.Arguments)
            {
                if (Text(node, argument) is not { } text)
                {
                    return null;
                }

                // A command names the first of its pair only.
                arguments.Add(text[0]);
            }

            options.Add(new StatementOption(option.Name, arguments));
        }

        return new Statement(node.Mnemonic, operands, options);
    }

    /// <summary>Physical name of a register at an operand.</summary>
    public string Physical(InstructionOperand operand)
    {
        RegisterSymbol register = operand.Register!;
        switch (register.Class)
        {
            case RegisterClass.S:
                return $"${register.Number}";
            case RegisterClass.D:
                return $"$${register.Number}";
            case RegisterClass.NextNeighbour:
                return $"n${register.Number}";
            default:
                return Physical(webs[operand.WriteWeb >= 0 ? operand.WriteWeb : operand.ReadWeb]);
        }
    }

    public static string Physical(Web web) => $"{(web.IsAbsolute ? "@" : "")}{(web.Bank == 0 ? 'a' : 'b')}{web.Number}";

    /// <summary>Physical text of an operand: two tokens for a pair of signals that is waited for.</summary>
    public List<string>? Text(ProgramNode node, InstructionOperand operand)
    {
        switch (operand.Form)
        {
            case OperandForm.Register:
                return [Physical(operand)];
            case OperandForm.Signal:
                return Signals(node, operand);
            case OperandForm.Label:
                if (operand.Label!.Label is not { } label)
                {
                    return null;
                }

                int address = label.Node < program.Nodes.Count
                    ? program.Nodes[label.Node].Address
                    : program.Nodes.Count(n => n.IsInstruction);
                bool isValue = operand.Slot?.Role == OperandRole.Immediate && node.Op != MicroOp.CtxArb;
                return [isValue ? $"{address}" : $".{address}"];
            case OperandForm.Expression:
                return Expression(operand);
            default:
                return [operand.Text];
        }
    }

    private static List<string> Signals(ProgramNode node, InstructionOperand operand)
    {
        SignalSymbol signal = operand.Signal!;
        if (operand.SignalHalf >= 0)
        {
            return [$"sig{signal.Number + operand.SignalHalf}"];
        }

        return node.Op == MicroOp.CtxArb && signal.WaitsForPair
            ? [$"sig{signal.Number}", $"sig{signal.Number + 1}"]
            : [$"sig{signal.Number}"];
    }

    private bool TryEvaluate(InstructionOperand operand, out long value) => ExpressionEvaluator.TryEvaluate(
        operand.Tokens, new SymbolValues(operand.Scope!), operand.At, out value, out _);

    private List<string>? Expression(InstructionOperand operand)
    {
        if (!ExpressionEvaluator.TryEvaluate(
            operand.Tokens, new SymbolValues(operand.Scope!), operand.At, out long value, out ExpressionFault? fault))
        {
            program.Diagnostics.Error(fault!.Kind, fault.At, fault.Message);
            return null;
        }

        string text = operand.Slot?.Role switch
        {
            OperandRole.ByteMask when operand.Prefix.Length == 0 && value is >= 0 and <= 15 =>
                Convert.ToString(value, 2).PadLeft(4, '0'),
            OperandRole.Signal => $"sig{value}",
            _ when operand.Prefix.Length > 0 || operand.Slot?.Role is OperandRole.Count or OperandRole.BitNumber
                or OperandRole.ByteNumber or OperandRole.Context => $"{value}",
            _ => $"0x{(uint)value:x}",
        };
        return [operand.Prefix + text + operand.Suffix];
    }
}
