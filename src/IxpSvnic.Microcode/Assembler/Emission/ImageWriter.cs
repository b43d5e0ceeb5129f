using IxpSvnic.Microcode.Assembler.Checks;
using IxpSvnic.Microcode.Assembler.Flow;
using IxpSvnic.Microcode.Assembler.Program;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;
using IxpSvnic.Microcode.Statements;

namespace IxpSvnic.Microcode.Assembler.Emission;

/// <summary>Encodes the program and gathers what loader, listing and debugger want to know.</summary>
internal sealed class ImageWriter(AssemblyProgram program, List<Web> webs)
{
    private const int ControlStoreWords = 4096;

    private readonly StatementWriter _statements = new(program, webs);

    public MicrocodeImage? Write(string name)
    {
        int count = 0;
        foreach (ProgramNode node in program.Nodes)
        {
            node.Address = count;
            count += node.IsInstruction ? 1 : 0;
        }

        if (count > ControlStoreWords)
        {
            program.Diagnostics.Error(
                DiagnosticKind.ProgramTooLong,
                program.Nodes.First(n => n.IsInstruction && n.Address == ControlStoreWords).At,
                $"program has {count} instructions; the control store holds {ControlStoreWords}");
            return null;
        }

        List<ulong> words = [];
        List<SourceLocation> lines = [];
        foreach (ProgramNode node in program.Nodes.Where(n => n.IsInstruction))
        {
            words.Add(Encode(node));
            lines.Add(new SourceLocation(node.At.Position.File, node.At.Position.Line));
        }

        WriteToUseCheck.Run(program, words);
        List<TracePoint> traces = TracePoints(count);
        return program.Diagnostics.HasErrors
            ? null
            : new MicrocodeImage
            {
                Name = name,
                Words = [.. words],
                Contexts = program.Contexts,
                UengineParameters = program.UengineParameters
                    | (program.Contexts == 4 ? UengineParameterBits.FourContexts : 0),
                InitialRegisters = InitialRegisters(),
                InitialCsrs = [.. program.InitialCsrs],
                SourceLines = lines,
                Labels = Labels(count),
                TracePoints = traces,
                Symbols = Symbols(),
            };
    }

    private ulong Encode(ProgramNode node)
    {
        if (_statements.Write(node) is not { } statement)
        {
            return 0;
        }

        if (!InstructionEncoder.TryEncode(statement, program.Contexts, out ulong word, out string error))
        {
            (Token at, string text) = Offender(node, error) ?? (node.At, statement.ToString());
            program.Diagnostics.Error(DiagnosticKind.BadInstruction, at, error, text);
        }

        return word;
    }

    /// <summary>The operand or option that the message quotes in its physical form.</summary>
    private (Token At, string Text)? Offender(ProgramNode node, string error)
    {
        foreach (InstructionOption option in node.Options)
        {
            if (error.StartsWith($"option '{option.Name}", StringComparison.OrdinalIgnoreCase))
            {
                return (option.At, option.Name);
            }
        }

        return Find(o => _statements.Text(node, o)?.Exists(t => error.Contains($"'{t}'")) ?? false)
            ?? Find(o => o.Form == OperandForm.Expression && error.Contains(_statements.Text(node, o)?[0] ?? "'"));

        (Token At, string Text)? Find(Predicate<InstructionOperand> isIt) =>
            node.Operands.FirstOrDefault(o => isIt(o)) is { } operand ? (operand.At, operand.Text) : null;
    }

    private List<TracePoint> TracePoints(int count)
    {
        List<TracePoint> traces = [];
        foreach (ProgramNode node in program.Nodes.Where(n => n.TraceName is not null))
        {
            if (node.Address >= count)
            {
                program.Diagnostics.Error(
                    DiagnosticKind.MisplacedTracePoint, node.At, "no instruction follows this trace point",
                        node.TraceName);
                continue;
            }

            Operand register = Operand.None;
            if (node.Operands.Count > 0)
            {
                List<string>? text = _statements.Text(node, node.Operands[0]);
                if (text is null || !OperandText.TryParse(text[0], out register))
                {
                    program.Diagnostics.Error(
                        DiagnosticKind.Syntax, node.Operands[0].At, "only a register can be traced",
                            node.Operands[0].Text);
                }
            }

            traces.Add(new TracePoint(node.Address, node.TraceName!, register));
        }

        return traces;
    }

    private static Operand Parse(string text) =>
        OperandText.TryParse(text, out Operand operand) ? operand : throw new InvalidOperationException(text);

    private List<InitialRegister> InitialRegisters()
    {
        List<InitialRegister> list = [];
        foreach (InitialValue initial in program.InitialValues)
        {
            Web? web = webs.Find(w => w.Symbol == initial.Symbol && w.IsLiveAtEntry && w.IsUsed);
            if (web is { Number: >= 0 })
            {
                list.Add(new InitialRegister(Parse(StatementWriter.Physical(web)), initial.Value, initial.Context));
            }
        }

        return list;
    }

    private Dictionary<string, int> Labels(int count)
    {
        Dictionary<string, int> labels = new(program.Comparer);
        foreach ((string name, SymbolEntry entry) in program.Root.Entries)
        {
            if (entry.Label is { } label)
            {
                labels[name.TrimEnd('#')] = AddressOf(label, count);
            }
        }

        foreach ((string name, LabelSymbol label) in program.ExportedLabels)
        {
            labels[name.TrimEnd('#')] = AddressOf(label, count);
        }

        return labels;
    }

    private int AddressOf(LabelSymbol label, int count) =>
        label.Node < program.Nodes.Count ? program.Nodes[label.Node].Address : count;

    private List<SymbolBinding> Symbols()
    {
        List<SymbolBinding> symbols = [];
        foreach (Web web in webs.Where(w => w.IsUsed))
        {
            symbols.Add(new SymbolBinding(
                web.Symbol.Name,
                StatementWriter.Physical(web),
                program.Nodes[web.First].Address,
                program.Nodes[web.Last].Address));
        }

        int last = program.Nodes.Count == 0 ? 0 : program.Nodes[^1].Address;
        foreach (RegisterSymbol register in program.Registers.Where(r => !r.IsGpr && r.IsUsed && r.Number >= 0))
        {
            string prefix = register.Class switch
            {
                RegisterClass.S => "$",
                RegisterClass.D => "$$",
                _ => "n$",
            };
            symbols.Add(new SymbolBinding(register.Name, $"{prefix}{register.Number}", 0, last));
        }

        foreach (SignalSymbol signal in program.Signals.Where(s => s.IsUsed))
        {
            symbols.Add(new SymbolBinding(signal.Name, $"sig{signal.Number}", 0, last));
        }

        return symbols;
    }
}
