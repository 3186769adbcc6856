curl -s -o C:\data.json https://downloads.contoso.com/data.json
type C:\data.json
