using LvsPluggable.Reference;

Console.Out.Write(ReferencePage.Text());
